using Raposa.Posture.Reading;

namespace Raposa.Posture.Checks;

/// <summary>Which trails record an account, and what they write down.</summary>
internal static class TrailCoverage
{
    private const string Trail = "aws_cloudtrail_trail";
    private const string Organization = "aws_organizations_organization";

    /// <summary>
    /// Whether such a trail records the account: one of its own, or one of the organization. The latter is listed in the account
    /// that manages the organization; where that is not connected, there may be one that nobody here can see.
    /// </summary>
    public static Answer Any(Look look, Func<FieldValue, Answer> predicate)
    {
        var own = look.All(Trail).Any(predicate);
        var others = Answer.Any(look.Estate.Accounts.Where(account => account != look.Account)
            .SelectMany(account => look.Estate.Documents(Trail, account))
            .Select(document => look.Root(document))
            .Select(trail => trail["IsOrganizationTrail"].IsTrue() & predicate(trail)));
        return own | others | MayBeOfOrganization(look);
    }

    /// <summary>The bucket that a trail delivers to, in whichever account that is.</summary>
    public static FieldValue Bucket(Look look)
    {
        var name = look["S3BucketName"].Text;
        var bucket = look.Estate.Accounts.OrderBy(account => account != look.Account)
            .SelectMany(account => look.Estate.Documents(BucketAccess.Bucket, account))
            .FirstOrDefault(document => document.Key == name);
        return bucket is not null ? look.Root(bucket) : FieldValue.Nothing(look.Trail, $"The bucket {name} is not among what was collected.");
    }

    /// <summary>Whether it writes down management events, reads and writes.</summary>
    public static Answer RecordsManagement(FieldValue trail) =>
        trail["GetEventSelectors"]["EventSelectors"].OrUnset().Any(selector => selector["IncludeManagementEvents"].IsTrue() & selector["ReadWriteType"].Is("All"))
        | trail["GetEventSelectors"]["AdvancedEventSelectors"].OrUnset().Any(selector => HasField(selector, "eventCategory", "Management")
            & !HasAny(selector, "readOnly"));

    /// <summary>Whether it writes down what is done with the objects of every bucket.</summary>
    public static Answer RecordsObjects(FieldValue trail, bool isWrite) =>
        trail["GetEventSelectors"]["EventSelectors"].OrUnset().Any(selector => selector["ReadWriteType"].Is("All", isWrite ? "WriteOnly" : "ReadOnly")
            & selector["DataResources"].Any(resource => resource["Type"].Is("AWS::S3::Object")
                & resource["Values"].Any(value => value.Is("arn:aws:s3", "arn:aws:s3:::"))))
        | trail["GetEventSelectors"]["AdvancedEventSelectors"].OrUnset().Any(selector => HasField(selector, "eventCategory", "Data")
            & HasField(selector, "resources.type", "AWS::S3::Object")
            & !HasAny(selector, "resources.ARN") & !HasAny(selector, "eventName")
            & (!HasAny(selector, "readOnly") | HasField(selector, "readOnly", isWrite ? "false" : "true")));

    private static Answer HasField(FieldValue selector, string name, string value) => selector["FieldSelectors"]
        .Any(field => field["Field"].Is(name) & field["Equals"].OrUnset().Any(one => one.Is(value)));

    private static Answer HasAny(FieldValue selector, string name) => selector["FieldSelectors"].Any(field => field["Field"].Is(name));

    private static Answer MayBeOfOrganization(Look look)
    {
        var known = look.One(Organization)["Organization"].OrUnset()["MasterAccountId"];
        var isManaged = known.IsSet();
        if (!isManaged.IsYes)
        {
            return isManaged.IsNo ? Answer.No
                : look.Estate.Documents(Organization, look.Account).IsEmpty && look.IsComplete(Organization, null).IsYes ? Answer.No : isManaged;
        }

        return known.Text == look.Account || look.Estate.Accounts.Contains(known.Text!)
            ? Answer.No
            : Answer.Unknown($"The organization is managed by {known.Text}, which is not connected: a trail of it may record this account.");
    }
}
