namespace Raposa.Ingestion.Parsing;

/// <summary>The members of a CloudTrail record, and of the EventBridge event around it, that are looked at.</summary>
internal enum Field : byte
{
    None,
    Record,
    Records,
    Detail,
    UserIdentity,
    SessionContext,
    SessionIssuer,
    EventId,
    EventTime,
    EventName,
    EventSource,
    Region,
    RecipientAccount,
    SourceIp,
    ErrorCode,
    ReadOnly,
    UserArn,
    IssuerArn,
    PrincipalId,
    InvokedBy,
    UserName,
    UserType,
    UserAccount,
    EnvelopeDetailType,
    EnvelopeId,
    EnvelopeAccount,
    EnvelopeRegion,
    EnvelopeTime,
}

/// <summary>Which field a member is, by the object it stands in. By length first: most names are none of these.</summary>
internal static class FieldNames
{
    public static Field Find(Field owner, ReadOnlySpan<byte> name) => owner switch
    {
        Field.Record => OfRecord(name),
        Field.UserIdentity => OfUserIdentity(name),
        Field.SessionContext => name.SequenceEqual("sessionIssuer"u8) ? Field.SessionIssuer : Field.None,
        Field.SessionIssuer => name.SequenceEqual("arn"u8) ? Field.IssuerArn : Field.None,
        _ => Field.None,
    };

    private static Field OfRecord(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => Field.EnvelopeId,
        4 when name.SequenceEqual("time"u8) => Field.EnvelopeTime,
        6 when name.SequenceEqual("detail"u8) => Field.Detail,
        6 when name.SequenceEqual("region"u8) => Field.EnvelopeRegion,
        7 when name.SequenceEqual("eventID"u8) => Field.EventId,
        7 when name.SequenceEqual("Records"u8) => Field.Records,
        7 when name.SequenceEqual("account"u8) => Field.EnvelopeAccount,
        8 when name.SequenceEqual("readOnly"u8) => Field.ReadOnly,
        9 when name.SequenceEqual("eventTime"u8) => Field.EventTime,
        9 when name.SequenceEqual("eventName"u8) => Field.EventName,
        9 when name.SequenceEqual("awsRegion"u8) => Field.Region,
        9 when name.SequenceEqual("errorCode"u8) => Field.ErrorCode,
        11 when name.SequenceEqual("eventSource"u8) => Field.EventSource,
        11 when name.SequenceEqual("detail-type"u8) => Field.EnvelopeDetailType,
        12 when name.SequenceEqual("userIdentity"u8) => Field.UserIdentity,
        15 when name.SequenceEqual("sourceIPAddress"u8) => Field.SourceIp,
        18 when name.SequenceEqual("recipientAccountId"u8) => Field.RecipientAccount,
        _ => Field.None,
    };

    private static Field OfUserIdentity(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("arn"u8) => Field.UserArn,
        4 when name.SequenceEqual("type"u8) => Field.UserType,
        8 when name.SequenceEqual("userName"u8) => Field.UserName,
        9 when name.SequenceEqual("accountId"u8) => Field.UserAccount,
        9 when name.SequenceEqual("invokedBy"u8) => Field.InvokedBy,
        11 when name.SequenceEqual("principalId"u8) => Field.PrincipalId,
        14 when name.SequenceEqual("sessionContext"u8) => Field.SessionContext,
        _ => Field.None,
    };
}
