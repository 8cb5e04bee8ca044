using Raposa.Posture.Iam;
using Raposa.Posture.Reading;

namespace Raposa.Posture.Checks;

/// <summary>Whether a user or role is an administrator by one more step.</summary>
internal static class Escalation
{
    /// <summary>Who is an administrator already has nowhere to go, and a service's own role only does what its service does.</summary>
    public static Judgement? Judge(Look look)
    {
        var account = IamAccount.Of(look);
        if (look["Arn"].Text is not { } arn || account.Find(arn) is not { } principal)
        {
            return look["Arn"].NotKnown().Judge("", "");
        }

        if (principal.IsServiceLinked)
        {
            return null;
        }

        var search = EscalationSearch.Of(look);
        var isAdministrator = search.IsAdministrator(principal);
        Note(look, principal);
        if (isAdministrator.IsYes)
        {
            return null;
        }

        var found = search.From(principal).ToList();
        if (found.FirstOrDefault(path => path.IsOpen.IsYes) is { } open)
        {
            var names = found.Where(path => path.IsOpen.IsYes).Select(path => $"{path.Path.Name} over {path.Over}").ToList();
            return new(CheckStatus.Fail, $"{names.Count} {(names.Count == 1 ? "path is" : "paths are")} open: {string.Join("; ", names.Take(10))}.");
        }

        if (isAdministrator.IsUnknown)
        {
            return new(CheckStatus.Unknown, isAdministrator.Why!);
        }

        if (found.FirstOrDefault() is { } maybe)
        {
            return new(CheckStatus.Unknown, $"Whether {maybe.Path.Name} is open over {maybe.Over} is not known: {maybe.IsOpen.Why}");
        }

        return account.IsComplete.Judge("No known path is open.", "");
    }

    /// <summary>Writes into the trail which policies the verdict was made from.</summary>
    public static void Note(Look look, IamPrincipal principal)
    {
        foreach (var policy in principal.Policies.Concat(principal.Boundary is { } boundary ? [boundary] : []))
        {
            _ = At(look.Root(policy.Source), policy.Path).Json;
        }
    }

    private static FieldValue At(FieldValue root, string path)
    {
        var bracket = path.IndexOf('[', StringComparison.Ordinal);
        if (bracket < 0)
        {
            return root[path];
        }

        var end = path.IndexOf(']', StringComparison.Ordinal);
        var element = root[path[..bracket]].Elements().ElementAt(int.Parse(path[(bracket + 1)..end], System.Globalization.CultureInfo.InvariantCulture));
        return element[path[(end + 2)..]];
    }
}
