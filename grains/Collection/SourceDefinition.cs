using System.Collections.Immutable;

namespace Raposa.Collection;

/// <summary>
/// What to collect, as data. Everything that differs between two sources is here; everything they share (paging, retries,
/// regions, snapshots, cadence) is in the grains. Docs, permissions, views and tests come out of it too.
/// </summary>
internal sealed record SourceDefinition
{
    /// <summary>Begins with the provider and names what one resource is: <c>aws_ec2_instance</c>. Also a view, a key and a fixture folder.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence: what one resource of it is.</summary>
    public required string Description { get; init; }

    public required Provider Provider { get; init; }

    public required SourceScope Scope { get; init; }

    public required Cadence Cadence { get; init; }

    /// <summary>How it is read; one shape for each kind of vendor interface.</summary>
    public required SourceRead Read { get; init; }

    /// <summary>The columns that the platform itself asks for. Exactly one is the key.</summary>
    public required ImmutableArray<Column> Columns { get; init; }

    /// <summary>Column that says when the vendor last changed the resource, if it says so.</summary>
    public string? ChangedAtColumn { get; init; }

    /// <summary>Values that are replaced before anything is stored.</summary>
    public ImmutableArray<Redaction> Redactions { get; init; } = [];

    /// <summary>Whether it is read only where the organization has asked for it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Events that name a resource of this source, so that it is refreshed between polls.</summary>
    public ImmutableArray<RefreshHint> RefreshedBy { get; init; } = [];

    public Column Key => Columns.Single(column => column.IsKey);
}

/// <summary>Whether a source is read once for an account, or in each of its regions by itself.</summary>
internal enum SourceScope
{
    Account,
    Region,
}

/// <summary>How often, and how far that may adapt: faster when a run saw change, slower when several saw none.</summary>
internal sealed record Cadence(TimeSpan Usual, TimeSpan Fastest, TimeSpan Slowest)
{
    public static Cadence Minutes(int usual, int fastest, int slowest) =>
        new(TimeSpan.FromMinutes(usual), TimeSpan.FromMinutes(fastest), TimeSpan.FromMinutes(slowest));

    public static Cadence Hours(int usual, int fastest, int slowest) => Minutes(usual * 60, fastest * 60, slowest * 60);
}

/// <summary>How a source is read. The derived records say it for one kind of interface each.</summary>
internal abstract record SourceRead
{
    /// <summary>Every call that reading it makes, such as <c>ec2:DescribeInstances</c>, in the order of first use.</summary>
    public abstract ImmutableArray<string> Operations { get; }

    /// <summary>For AWS the IAM actions that these calls need, for others the vendor's name of the scope.</summary>
    public abstract ImmutableArray<string> Permissions { get; }
}

/// <summary>One column: where it is in the document, what it means, and its type in SQL.</summary>
/// <param name="Name">In <c>snake_case</c>.</param>
/// <param name="Path">Members by dots, <c>[]</c> for each element of an array: <c>SecurityGroups[].GroupId</c>.</param>
/// <param name="Description">A sentence.</param>
internal sealed record Column(string Name, string Path, string Description, ColumnType Type = ColumnType.Text, bool IsKey = false);

internal enum ColumnType
{
    Text,
    Integer,
    Number,
    Boolean,
    Timestamp,
    Address,

    /// <summary>What a path with <c>[]</c> gives.</summary>
    TextArray,

    /// <summary>AWS tags, a list of Key and Value or a map, as one JSON object.</summary>
    Tags,
    Json,
}

/// <summary>A value that never reaches the database.</summary>
/// <param name="Path">As in <see cref="Column"/>.</param>
/// <param name="Policy">Name of the policy that says what of the value is replaced; see <c>Redaction/</c>.</param>
internal sealed record Redaction(string Path, string Policy);

/// <summary>An EventBridge event that names a resource.</summary>
/// <param name="EventSource">The event's <c>source</c>, such as <c>aws.guardduty</c>.</param>
/// <param name="DetailType">Its <c>detail-type</c>, such as <c>GuardDuty Finding</c>.</param>
/// <param name="KeyPath">Where in the event the resource's key stands; null refreshes the whole source.</param>
internal sealed record RefreshHint(string EventSource, string DetailType, string? KeyPath);
