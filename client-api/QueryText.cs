using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Raposa.Problems;

namespace Raposa;

/// <summary>What every list reads from its query, and how it refuses what it does not understand.</summary>
internal static class QueryText
{
    public const int MaxLimit = 200;

    /// <summary>Names only: numbers are how they are stored, not what they are called.</summary>
    public static bool TryRead<T>(string? text, out T? value)
        where T : struct, Enum
    {
        value = text is null ? null : Enum.GetValues<T>().Cast<T?>().FirstOrDefault(
            one => one.ToString()!.Equals(text, StringComparison.OrdinalIgnoreCase));
        return text is null || value is not null;
    }

    public static ProblemHttpResult Refuse(string detail) => RaposaProblems.Problem(
        StatusCodes.Status400BadRequest, "bad-request", "The query is not understood.", detail);

    /// <summary>Refuses a text that is none of the names of <typeparamref name="T"/>, and says which there are.</summary>
    public static ProblemHttpResult RefuseName<T>(string name, string? text)
        where T : struct, Enum =>
        Refuse($"'{text}' is no {name}; use {string.Join(", ", Enum.GetNames<T>()[..^1].Select(Camel))} or {Camel(Enum.GetNames<T>()[^1])}.");

    public static ProblemHttpResult RefuseLimit(string what) => Refuse($"A page holds 1 to {MaxLimit} {what}.");

    public static ProblemHttpResult RefuseCursor() => Refuse("The cursor is none that a page gave; begin without one.");

    /// <summary>As JSON names it.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => Camel(value.ToString());

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
