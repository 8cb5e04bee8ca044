using System.Collections.Immutable;
using Raposa.Collection;

namespace Raposa.Ingestion;

/// <summary>
/// CloudTrail's logs as a source, so that they are read at the account's cadence and their trouble shows where other
/// sources' does. What a snapshot keeps is small: where trails deliver. The events go to ingestion.
/// </summary>
internal static class TrailLogSource
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_cloudtrail_log",
        Description = "A place to which trails deliver the log files of an account and region, and how far they are verified.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        // Log files come some five minutes after what they tell of, and never stop coming.
        Cadence = new(Usual: TimeSpan.FromMinutes(5), Fastest: TimeSpan.FromMinutes(5), Slowest: TimeSpan.FromMinutes(15)),
        Read = new TrailRead(),
        Columns =
        [
            new("place", "Place", "The bucket and what keys begin with in it.", IsKey: true),
            new("bucket", "Bucket", "The bucket."),
            new("trails", "Trails[]", "The names of the trails that deliver there.", ColumnType.TextArray),
            new("verified_to", "VerifiedTo", "The end of the newest digest that was verified.", ColumnType.Timestamp),
            new("is_looked_up", "IsLookedUp", "Whether events are looked up instead, because the bucket cannot be read.", ColumnType.Boolean),
        ],
    };
}

/// <summary>Reading of a trail's bucket, in the steps of <see cref="ITrailGrain"/>.</summary>
internal sealed record TrailRead : SourceRead
{
    public override ImmutableArray<string> Operations { get; } =
    [
        "cloudtrail:DescribeTrails", "organizations:DescribeOrganization", "s3:ListObjectsV2", "s3:GetObject",
        "cloudtrail:ListPublicKeys", "cloudtrail:LookupEvents",
    ];

    public override ImmutableArray<string> Permissions { get; } =
    [
        "cloudtrail:DescribeTrails", "organizations:DescribeOrganization", "s3:ListBucket", "s3:GetObject",
        "cloudtrail:ListPublicKeys", "cloudtrail:LookupEvents",
    ];
}
