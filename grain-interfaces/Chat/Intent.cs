using System.Collections.Immutable;
using Orleans;

namespace Raposa.Chat;

/// <summary>What a question is after, as rules read it from its words.</summary>
[GenerateSerializer, Immutable, Alias("raposa.chat-intent")]
public sealed record Intent
{
    [Id(0)] public required IntentKind Kind { get; init; }

    /// <summary>Where to look, the strongest first; empty for everywhere.</summary>
    [Id(1)] public required ImmutableArray<IntentScope> Scopes { get; init; }

    /// <summary>Null where the question names no time: then it means now.</summary>
    [Id(2)] public IntentTime? Time { get; init; }

    /// <summary>In the order in which the question names them.</summary>
    [Id(3)] public required ImmutableArray<NamedEntity> Entities { get; init; }

    /// <summary>The least severity that is asked for: <c>critical</c>, <c>high</c>, <c>medium</c> or <c>low</c>.</summary>
    [Id(4)] public string? Severity { get; init; }

    /// <summary>Lists that answer it whole: views of a closed catalogue; empty where none does.</summary>
    [Id(5)] public ImmutableArray<IntentList> Lists { get; init; } = [];
}

/// <summary>A list that is asked for.</summary>
/// <param name="View">A view of the schema <c>raposa_views</c>.</param>
/// <param name="Filters">Columns that the question gives a value for, such as an account.</param>
[GenerateSerializer, Immutable, Alias("raposa.intent-list")]
public sealed record IntentList(
    [property: Id(0)] string View, [property: Id(1)] ImmutableArray<IntentListFilter> Filters);

[GenerateSerializer, Immutable, Alias("raposa.intent-list-filter")]
public sealed record IntentListFilter([property: Id(0)] string Column, [property: Id(1)] string Value);

/// <summary>What kind of answer is wanted. Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.intent-kind")]
public enum IntentKind
{
    List = 1,
    Count = 2,
    Explain = 3,
    Compare = 4,
    Advise = 5,
    SmallTalk = 6,
    OutOfScope = 7,
}

/// <summary>What a question is about. Stored and sent by number: append, never renumber.</summary>
[GenerateSerializer, Alias("raposa.intent-scope")]
public enum IntentScope
{
    Iam = 1,
    Cost = 2,
    Network = 3,
    Storage = 4,
    Endpoint = 5,
    Threat = 6,
    Dns = 7,
    Incident = 8,
    Posture = 9,
}

/// <summary>The time that a question names, in UTC.</summary>
/// <param name="Phrase">Its words.</param>
/// <param name="From">The first moment of it.</param>
/// <param name="To">The first moment after it.</param>
/// <param name="AsOf">The state of when answers it; null for now.</param>
[GenerateSerializer, Immutable, Alias("raposa.intent-time")]
public sealed record IntentTime(
    [property: Id(0)] string Phrase,
    [property: Id(1)] DateTimeOffset From,
    [property: Id(2)] DateTimeOffset To,
    [property: Id(3)] DateTimeOffset? AsOf);

/// <summary>Something that a text names.</summary>
[GenerateSerializer, Immutable, Alias("raposa.named-entity")]
public sealed record NamedEntity([property: Id(0)] EntityKind Kind, [property: Id(1)] string Text);

[GenerateSerializer, Alias("raposa.entity-kind")]
public enum EntityKind
{
    Arn = 1,

    /// <summary>An id that a vendor gave: <c>i-0a1b2c3d</c>, <c>vpc-…</c>, a device id, a UUID.</summary>
    ResourceId = 2,

    /// <summary>Twelve digits.</summary>
    Account = 3,
    IpAddress = 4,

    /// <summary>A host or zone: <c>api.corvina.example</c>.</summary>
    Domain = 5,
    Email = 6,
    AccessKey = 7,

    /// <summary>A CVE, or an ATT&amp;CK technique.</summary>
    Reference = 8,

    /// <summary>A name of ours or theirs: <c>svc-legacy-backup</c>, or what stands in quotes.</summary>
    Name = 9,
    Date = 10,
    Number = 11,
    Severity = 12,
}
