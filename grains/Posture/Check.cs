using System.Collections.Immutable;
using Raposa.Collection.Sources;
using Raposa.Incidents;
using Raposa.Posture.Reading;

namespace Raposa.Posture;

/// <summary>
/// What should be so, as data and one pure function. Everything else about checking (which resources, what is known of them,
/// evidence, findings, reports) is shared. Docs and tests come out of it too.
/// </summary>
internal sealed record Check
{
    /// <summary>Service and claim that fails: <c>s3.bucket_public</c>. A finding of it is of the kind <c>posture.</c> and this.</summary>
    public required string Id { get; init; }

    /// <summary>One sentence: what should be so.</summary>
    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>How it does harm if it is not so: the mechanism, not the rating.</summary>
    public required string Risk { get; init; }

    /// <summary>What to do, in the order to do it.</summary>
    public required string Remediation { get; init; }

    /// <summary>Who usually can.</summary>
    public required string Owner { get; init; }

    public required SubjectKind Kind { get; init; }

    /// <summary>The source whose resources are judged; of an account or region, the one that says most.</summary>
    public required string Source { get; init; }

    /// <summary>The places it reads, by source, with <c>[]</c> for each element. A test holds it to them.</summary>
    public required ImmutableArray<string> Reads { get; init; }

    /// <summary>The requirements it is evidence for.</summary>
    public required ImmutableArray<ControlReference> Controls { get; init; }

    /// <summary>The verdict; null if the check is not about that subject.</summary>
    public required Func<Look, Judgement?> Judge { get; init; }

    public string Service => Id[..Id.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The sources that it reads, its own first.</summary>
    public ImmutableArray<string> Sources =>
        [.. Reads.Select(read => read[..read.IndexOf('.', StringComparison.Ordinal)]).Prepend(Source).Distinct()];

    /// <summary>What whoever collects its sources must be allowed.</summary>
    public ImmutableArray<string> PermissionsFrom(SourceCatalog sources) =>
        [.. Sources.SelectMany(source => sources[source].Read.Permissions).Distinct().Order(StringComparer.Ordinal)];
}

internal enum SubjectKind
{
    /// <summary>Each resource of the source.</summary>
    Resource,

    /// <summary>Each account.</summary>
    Account,

    /// <summary>Each region of each account.</summary>
    Region,
}

/// <summary>A requirement of a framework.</summary>
internal sealed record ControlReference(string Framework, string Control);
