using System.Collections.Immutable;
using Orleans;

namespace Raposa.Organizations;

/// <summary>An API credential as it may be listed: nothing here signs or opens anything.</summary>
[GenerateSerializer, Immutable, Alias("raposa.credential")]
public sealed record Credential
{
    /// <summary>The part of the API key between <c>rpk_</c> and the last underscore; names organization and credential.</summary>
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(3)] public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Signing secrets, at most two live at a time.</summary>
    [Id(4)] public required ImmutableArray<CredentialSecret> Secrets { get; init; }
}

/// <summary>One signing secret of a credential. It is live until it expires or is revoked.</summary>
[GenerateSerializer, Immutable, Alias("raposa.credential-secret")]
public sealed record CredentialSecret
{
    [Id(0)] public required Guid Id { get; init; }
    [Id(1)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(2)] public DateTimeOffset? ExpiresAt { get; init; }
    [Id(3)] public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>A credential at the one moment its parts are shown.</summary>
[GenerateSerializer, Immutable, Alias("raposa.issued-credential")]
public sealed record IssuedCredential
{
    [Id(0)] public required Credential Credential { get; init; }

    /// <summary><c>rpk_…</c>: goes into the <c>x-api-key</c> header.</summary>
    [Id(1)] public required string ApiKey { get; init; }

    /// <summary><c>whsec_…</c>: signs bodies as Standard Webhooks says.</summary>
    [Id(2)] public required string SigningSecret { get; init; }
}

/// <summary>A new signing secret at the one moment it is shown.</summary>
[GenerateSerializer, Immutable, Alias("raposa.issued-secret")]
public sealed record IssuedSecret([property: Id(0)] Credential Credential, [property: Id(1)] string SigningSecret);

/// <summary>What verifying a request needs. Never stored, never logged, never returned over HTTP.</summary>
[GenerateSerializer, Immutable, Alias("raposa.credential-material")]
public sealed record CredentialMaterial
{
    [Id(0)] public required string CredentialId { get; init; }

    /// <summary>Raw HMAC keys of the secrets that are live now.</summary>
    [Id(1)] public required ImmutableArray<byte[]> LiveSecrets { get; init; }

    public override string ToString() => $"credential {CredentialId}, {LiveSecrets.Length} live secrets";
}
