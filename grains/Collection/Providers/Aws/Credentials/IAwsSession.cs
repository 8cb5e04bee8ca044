namespace Raposa.Collection;

/// <summary>Credentials that are renewed before they end.</summary>
internal interface IAwsSession
{
    /// <exception cref="SourceReadException">No session could be opened.</exception>
    Task<AwsCredentials> GetAsync(CancellationToken cancellationToken);

    /// <summary>AWS says that these have expired: the next ones are new. Without effect if they are already.</summary>
    void Expire(AwsCredentials used);
}
