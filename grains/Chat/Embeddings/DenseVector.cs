using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.Chat;

/// <summary>A vector of a model, at length 1: the inner product of two is their cosine.</summary>
internal sealed record DenseVector
{
    private DenseVector(ImmutableArray<float> values) => Values = values;

    public ImmutableArray<float> Values { get; }

    /// <summary>The direction of these values.</summary>
    /// <param name="values">As the provider sent them.</param>
    /// <param name="dimensions">That are expected; null for any.</param>
    /// <exception cref="ModelFailureException">They are others, or have no direction.</exception>
    public static DenseVector Of(IReadOnlyList<float>? values, int? dimensions)
    {
        if (values is null || values.Count == 0 || values.Count != (dimensions ?? values.Count))
        {
            throw new ModelFailureException(new(ModelFailureKind.Malformed, $"A vector has {values?.Count ?? 0} dimensions, not {dimensions?.ToString(CultureInfo.InvariantCulture) ?? "any"}."));
        }

        var length = Math.Sqrt(values.Sum(value => (double)value * value));
        return length > 0 && double.IsFinite(length)
            ? new([.. values.Select(value => (float)(value / length))])
            : throw new ModelFailureException(new(ModelFailureKind.Malformed, "A vector has no direction."));
    }

    /// <summary>As pgvector reads it.</summary>
    public override string ToString() => $"[{string.Join(',', Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}]";
}
