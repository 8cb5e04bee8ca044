using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Aws.Models;
using Raposa.DemoWorld.Estate;

namespace Raposa.DemoWorld.Aws;

/// <summary>How an operation's pages are asked for and cut.</summary>
/// <param name="Default">Items on a page where the caller does not say.</param>
internal sealed record PagingRule(string Input, string Output, string? More, string? Limit, int Least, int Most, int Default)
{
    // What each service calls these, from botocore's paginators and models; defaults from AWS's own references.
    public static PagingRule Of(Operation operation) => (operation.Service.Name, operation.Name) switch
    {
        ("ec2", "DescribeRouteTables" or "DescribeManagedPrefixLists" or "GetManagedPrefixListEntries") => new("NextToken", "NextToken", null, "MaxResults", 1, 100, 100),
        ("ec2", "DescribeEgressOnlyInternetGateways") => new("NextToken", "NextToken", null, "MaxResults", 5, 255, 255),
        ("ec2", _) => new("NextToken", "NextToken", null, "MaxResults", 5, 1000, 1000),
        ("rds", _) => new("Marker", "Marker", null, "MaxRecords", 20, 100, 100),
        ("elb" or "elbv2", _) => new("Marker", "NextMarker", null, "PageSize", 1, 400, 400),
        ("guardduty", _) => new("NextToken", "NextToken", null, "MaxResults", 1, 50, 50),
        ("inspector2", "ListCoverage") => new("nextToken", "nextToken", null, "maxResults", 1, 200, 100),
        ("inspector2", _) => new("nextToken", "nextToken", null, "maxResults", 1, 100, 100),
        ("ecr", _) => new("nextToken", "nextToken", null, "maxResults", 1, 1000, 100),
        ("efs", _) => new("Marker", "NextMarker", null, "MaxItems", 1, 100, 100),
        ("eks", _) => new("nextToken", "nextToken", null, "maxResults", 1, 100, 100),
        ("accessanalyzer", _) => new("nextToken", "nextToken", null, "maxResults", 1, 100, 100),
        ("iam", _) => new("Marker", "Marker", "IsTruncated", "MaxItems", 1, 1000, 100),
        ("cloudtrail", "LookupEvents") => new("NextToken", "NextToken", null, "MaxResults", 1, 50, 50),
        ("securityhub", _) => new("NextToken", "NextToken", null, "MaxResults", 1, 100, 100),
        ("organizations", _) => new("NextToken", "NextToken", null, "MaxResults", 1, 20, 20),
        ("kms", _) => new("Marker", "NextMarker", "Truncated", "Limit", 1, 1000, 100),
        ("lambda", _) => new("Marker", "NextMarker", null, "MaxItems", 1, 10_000, 50),
        ("ce", _) => new("NextPageToken", "NextPageToken", null, "MaxResults", 1, 100, 100),
        ("route53", "ListHostedZones") => new("Marker", "NextMarker", "IsTruncated", "MaxItems", 1, 100, 100),
        ("s3", _) => new("ContinuationToken", "ContinuationToken", null, "MaxBuckets", 1, 10_000, 10_000),
        _ => new("NextToken", "NextToken", null, "MaxResults", 1, 1000, 1000),
    };
}

/// <summary>Cuts listings into pages. A token holds the moment of the first page, so that what moves in between is neither lost nor seen twice.</summary>
internal static class Paging
{
    /// <summary>Where a request begins: at the first item now, or where its token says.</summary>
    /// <exception cref="AwsErrorException">The token is none of this operation's.</exception>
    public static PagePosition Position(Operation operation, JsonObject parameters)
    {
        var rule = PagingRule.Of(operation);
        if (parameters[rule.Input] is not JsonValue value || !value.TryGetValue<string>(out var token) || token.Length == 0)
        {
            return new(0, null, 1);
        }

        // Tokens that say a place in their own way: a key, a day. Which page it is they do not tell.
        if (operation.ToString() is "s3:ListObjectsV2" or "ce:GetCostAndUsage")
        {
            return new(0, null, 2);
        }

        try
        {
            if (Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('|') is [var name, var offset, var ticks, var page] && name == operation.ToString())
            {
                return new(
                    int.Parse(offset, CultureInfo.InvariantCulture), new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), int.Parse(page, CultureInfo.InvariantCulture));
            }
        }
        catch (FormatException)
        {
            // It is refused below, as any other text that is no token.
        }

        throw operation.Service.Name switch
        {
            "ec2" => new(400, "InvalidNextToken", "The token is not valid."),
            "iam" => new(400, "ValidationError", "Invalid Marker."),
            "kms" => new(400, "InvalidMarkerException", "The marker is not valid."),
            "organizations" or "cloudtrail" => new(400, "InvalidNextTokenException", "The token is not valid."),
            _ => new AwsErrorException(400, "InvalidParameterValue", $"The value of {rule.Input} is not valid."),
        };
    }

    /// <exception cref="AwsErrorException">The limit is outside of what the operation takes.</exception>
    public static JsonObject Page(Operation operation, ListAnswer list, JsonObject parameters, PagePosition position, DateTimeOffset moment)
    {
        var rule = PagingRule.Of(operation);
        var size = Size(rule, parameters);
        var page = list.Rest.DeepClone().AsObject();
        var start = 0;
        var end = Math.Min(list.Count, position.Offset + size);
        foreach (var part in list.Parts)
        {
            var items = new JsonArray();
            for (var index = Math.Max(position.Offset, start); index < Math.Min(end, start + part.Count); index++)
            {
                items.Add(part.Item(index - start));
            }

            page[part.Key] = items;
            start += part.Count;
        }

        var isCut = end < list.Count;
        if (isCut)
        {
            var token = string.Create(CultureInfo.InvariantCulture, $"{operation}|{end}|{moment.UtcTicks}|{position.Page + 1}");
            page[rule.Output] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token));
        }

        if (rule.More is { } more)
        {
            page[more] = isCut;
        }

        return page;
    }

    private static int Size(PagingRule rule, JsonObject parameters)
    {
        if (rule.Limit is null || parameters[rule.Limit] is not JsonValue value)
        {
            return rule.Default;
        }

        var asked = int.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number) ? number : 0;
        return asked >= rule.Least && asked <= rule.Most
            ? asked
            : throw new AwsErrorException(400, "InvalidParameterValue", string.Create(CultureInfo.InvariantCulture, $"Value ( {asked} ) for parameter {rule.Limit} is invalid. Expecting a value from {rule.Least} to {rule.Most}."));
    }
}

/// <param name="Moment">Null on the first page.</param>
/// <param name="Page">The first is 1.</param>
internal sealed record PagePosition(int Offset, DateTimeOffset? Moment, int Page);
