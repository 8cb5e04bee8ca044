namespace Raposa.Accounts.Onboarding;

/// <summary>What the role in a customer's account must allow, and to whom.</summary>
internal interface IAwsRole
{
    /// <summary>JSON: the least that the sources need, reads only.</summary>
    string Policy { get; }

    /// <summary>The ARN of the identity that this platform assumes roles with.</summary>
    Task<string> GetPrincipalAsync(CancellationToken cancellationToken);
}
