namespace Raposa.Collection.Sources.Aws;

internal static class Inspector2Coverage
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_inspector2_coverage",
        Description = "A resource that Inspector knows of, whether it scans it, and if not, why.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead { List = new("inspector2:ListCoverage", "coveredResources[]") { PageSize = 200 }, KeyParts = ["resourceId", "scanType"] },
        Columns =
        [
            new("coverage_key", ResourceKey.Member, "The resource and the kind of scan.", IsKey: true),
            new("resource_id", "resourceId", "The instance, repository, image or function."),
            new("resource_type", "resourceType", "What kind of thing that is."),
            new("scan_type", "scanType", "PACKAGE, NETWORK or CODE."),
            new("status", "scanStatus.statusCode", "ACTIVE or INACTIVE."),
            new("reason", "scanStatus.reason", "Why, such as UNMANAGED_EC2_INSTANCE."),
            new("account_id", "accountId", "The account it belongs to."),
            new("last_scanned_at", "lastScannedAt", "When it was last scanned.", ColumnType.Timestamp),
        ],
        Redactions = [new("resourceMetadata.ec2.tags", RedactionPolicies.Tags)],
    };
}
