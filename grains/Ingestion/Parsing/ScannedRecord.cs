namespace Raposa.Ingestion.Parsing;

/// <summary>One record found in a body: where it is, what is queried of it, and whether <c>jsonb</c> can hold all of it.</summary>
internal struct ScannedRecord
{
    public int Offset;
    public int Length;
    public bool IsObject;

    /// <summary>False once something was seen that <c>jsonb</c> would lose or refuse.</summary>
    public bool IsPlain;

    public Token EventId;
    public Token EventTime;
    public Token EventName;
    public Token EventSource;
    public Token Region;
    public Token RecipientAccount;
    public Token SourceIp;
    public Token ErrorCode;
    public Token ReadOnly;
    public Identity User;
    public Envelope Envelope;

    public readonly bool IsCloudTrail => EventId.IsText || EventName.IsText || EventSource.IsText;
}

/// <summary>What <c>userIdentity</c> says.</summary>
internal struct Identity
{
    public Token Arn;
    public Token IssuerArn;
    public Token PrincipalId;
    public Token InvokedBy;
    public Token UserName;
    public Token Type;
    public Token AccountId;
}

/// <summary>What EventBridge wrote around the record.</summary>
internal struct Envelope
{
    public bool HasDetail;
    public Token DetailType;
    public Token Id;
    public Token AccountId;
    public Token Region;
    public Token Time;
}

/// <summary>A scalar in the body, by position, so that nothing is copied before it is known to be needed.</summary>
internal readonly record struct Token(int Offset, int Length, TokenKind Kind)
{
    /// <summary>A string that is not empty, or a number.</summary>
    public bool IsText => Kind is TokenKind.Number || (Kind is TokenKind.Plain or TokenKind.Escaped && Length > 0);
}

internal enum TokenKind : byte
{
    None,
    Plain,
    Escaped,
    Number,
    True,
    False,
}
