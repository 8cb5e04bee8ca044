using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources;

/// <summary>
/// A source of AWS, as the calls that read it: for each of <see cref="Parents"/>' items the <see cref="List"/>, whose
/// items are the resources or, with <see cref="Batch"/>, their ids; then <see cref="Details"/> of each.
/// </summary>
/// <remarks>
/// A document is the item as it came, and one member per detail, named by its operation. An item inside another
/// (<c>Reservations[].Instances[]</c>) has the other's remaining members in <c>$parent</c>.
/// </remarks>
internal sealed record AwsRead : SourceRead
{
    /// <summary>From the outermost; each but the first is called once for every item of the one before.</summary>
    public ImmutableArray<AwsListing> Parents { get; init; } = [];

    public required AwsListing List { get; init; }

    public AwsBatch? Batch { get; init; }

    public ImmutableArray<AwsDetail> Details { get; init; } = [];

    /// <summary>Members of the last parent's item that a resource would not say itself: name in <c>$parent</c>, path in the item.</summary>
    public ImmutableArray<AwsArgument> ParentMembers { get; init; } = [];

    /// <summary>How named resources are asked for; without it a refresh reads everything and keeps what was named.</summary>
    public AwsOnly? Only { get; init; }

    /// <summary>Errors of a detail that say the resource itself has gone since it was listed.</summary>
    public ImmutableArray<string> Gone { get; init; } = [];

    /// <summary>
    /// What identifies a resource where no one value does: paths whose values, joined by <c>|</c>, are its key. The key column
    /// is then <c>$key</c>.
    /// </summary>
    public ImmutableArray<string> KeyParts { get; init; } = [];

    public override ImmutableArray<string> Operations =>
    [
        .. Parents.Select(parent => parent.Operation)
            .Append(List.Operation)
            .Concat(Batch is null ? [] : [Batch.Operation])
            .Concat(Details.Select(detail => detail.Operation))
            .Distinct(),
    ];

    public override ImmutableArray<string> Permissions => AwsActions.Of(Operations);
}

/// <summary>A call whose answers hold items.</summary>
/// <param name="Operation">Service and operation: <c>ec2:DescribeInstances</c>.</param>
/// <param name="Items">Path of the items in an answer; empty where the whole answer is the one item.</param>
internal sealed record AwsListing(string Operation, string Items)
{
    /// <summary>What is asked beside the arguments and the page.</summary>
    public Func<AwsMoment, JsonObject> Parameters { get; init; } = _ => [];

    /// <summary>What is asked about the parent's item.</summary>
    public ImmutableArray<AwsArgument> Arguments { get; init; } = [];

    /// <summary>How many items a page may have; null leaves it to AWS.</summary>
    public int? PageSize { get; init; }

    /// <summary>Errors that say there is nothing, which is an answer: the account has no password policy.</summary>
    public ImmutableArray<string> Absent { get; init; } = [];

    /// <summary>Errors that say the service is not switched on.</summary>
    public ImmutableArray<string> NotEnabled { get; init; } = [];

    /// <summary>Of a parent: what it means that there is none at all, if not that there is nothing to see.</summary>
    public string? WhenNone { get; init; }
}

/// <summary>A parameter of a call.</summary>
/// <param name="Parameter">Its name; of one inside what the call always asks, its path: <c>GroupBy[].Key</c>.</param>
/// <param name="Path">Where its value stands in the item that the call is about; empty if the item is the value.</param>
/// <param name="IsList">Whether the parameter is a list, of this one value.</param>
internal sealed record AwsArgument(string Parameter, string Path, bool IsList = false);

/// <summary>A call that takes several ids at once and returns the resources.</summary>
/// <param name="Operation">As in <see cref="AwsListing"/>.</param>
/// <param name="Items">Path of the resources in the answer.</param>
/// <param name="Id">Path of the id in a listed item; empty if the item is the id.</param>
/// <param name="Size">How many ids a call may carry.</param>
/// <param name="Parameters">The call's parameters for these ids.</param>
internal sealed record AwsBatch(
    string Operation, string Items, string Id, int Size, Func<ImmutableArray<string>, JsonObject> Parameters)
{
    /// <summary>What is asked about the list's parent.</summary>
    public ImmutableArray<AwsArgument> Arguments { get; init; } = [];

    /// <summary>Whether the id is the resource's key, so that named resources are fetched without a list.</summary>
    public bool IsKey { get; init; }

    /// <summary>Errors that say the resource has gone since its id was listed; of use where the size is one.</summary>
    public ImmutableArray<string> Absent { get; init; } = [];
}

/// <summary>A call about one resource, whose answer becomes a member of its document.</summary>
internal sealed record AwsDetail(string Operation, params ImmutableArray<AwsArgument> Arguments)
{
    /// <summary>Name of the member.</summary>
    public string Member => Operation[(Operation.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public Func<AwsMoment, JsonObject> Parameters { get; init; } = _ => [];

    /// <summary>Errors that say the resource has none; stored as <c>{"$absent": code}</c>.</summary>
    public ImmutableArray<string> Absent { get; init; } = [];

    /// <summary>For which resources it is asked; null for all. The document has the details before it.</summary>
    public Func<JsonObject, bool>? When { get; init; }
}

/// <summary>How a list is asked for named resources alone.</summary>
/// <param name="Parameters">The parameters for these keys.</param>
/// <param name="Size">How many keys a call may carry.</param>
internal sealed record AwsOnly(Func<ImmutableArray<string>, JsonObject> Parameters, int Size = 100)
{
    /// <summary>By EC2's filters, which leave out what has gone where a list of ids would fail.</summary>
    public static AwsOnly Filter(string name) => new(ids => AwsParameters.Filter(name, ids));

    /// <summary>By a parameter that takes one id.</summary>
    public static AwsOnly One(string parameter) => new(ids => new() { [parameter] = ids[0] }, Size: 1);
}

/// <summary>When and for whom a run reads. The time is that of the run's first page, so that all its pages ask alike.</summary>
internal sealed record AwsMoment(DateTimeOffset At, string AccountId);
