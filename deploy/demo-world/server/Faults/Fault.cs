namespace Raposa.DemoWorld.Faults;

/// <summary>One way in which the world is to misbehave, and for whom. What is null counts for all.</summary>
internal sealed record Fault
{
    public required FaultKind Kind { get; init; }

    /// <summary>Of a hundred tries, how many it hits.</summary>
    public double Percent { get; init; } = 100;

    /// <summary>botocore's name of an AWS service, or <c>falcon</c>, <c>cloudflare</c>, <c>okta</c>.</summary>
    public string? Service { get; init; }

    /// <summary>Such as <c>DescribeInstances</c>; of Falcon and Cloudflare the path.</summary>
    public string? Operation { get; init; }

    public string? Account { get; init; }

    public string? Region { get; init; }

    /// <summary>Only this page, the first being 1.</summary>
    public int? Page { get; init; }

    /// <summary>How late an answer is (<see cref="FaultKind.Slow"/>), or when a connection that hangs is dropped.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>A member anywhere in the documents, of <see cref="FaultKind.Rename"/>, <see cref="FaultKind.Remove"/> and <see cref="FaultKind.Retype"/>.</summary>
    public string? Field { get; init; }

    /// <summary>What it is called instead.</summary>
    public string? NewName { get; init; }

    /// <summary>What is left out, of <see cref="FaultKind.Forget"/>: a Falcon device id.</summary>
    public string? Resource { get; init; }

    /// <summary>By the world's clock; a resource is forgotten for a day, say.</summary>
    public DateTimeOffset? Until { get; init; }

    public bool Concerns(FaultSubject subject, DateTimeOffset now) =>
        (Service is null || Service == subject.Service) &&
        (Operation is null || Operation == subject.Operation) &&
        (Account is null || Account == subject.Account) &&
        (Region is null || Region == subject.Region) &&
        (Page is null || Page == subject.Page) &&
        (Until is null || now < Until);
}

/// <summary>A request, as far as faults ask.</summary>
/// <param name="Fingerprint">The same for the same request made again.</param>
internal sealed record FaultSubject(string Service, string Operation, string? Account, string? Region, int Page, string Fingerprint);

internal enum FaultKind
{
    /// <summary>The vendor's own words for too many requests.</summary>
    Throttle,

    /// <summary>500 or 503.</summary>
    Error,

    /// <summary>No answer at all.</summary>
    Timeout,

    /// <summary>The answer ends before its length.</summary>
    Cut,

    /// <summary>The credentials count as expired.</summary>
    Expired,

    /// <summary>The answer comes late.</summary>
    Slow,

    /// <summary>The caller's policy does not allow it.</summary>
    Deny,

    /// <summary>A member has another name.</summary>
    Rename,

    /// <summary>A member is missing.</summary>
    Remove,

    /// <summary>A member is text where it was a number, and the other way round.</summary>
    Retype,

    /// <summary>A resource is left out.</summary>
    Forget,
}
