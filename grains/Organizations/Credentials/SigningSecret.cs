namespace Raposa.Organizations;

/// <summary>A Standard Webhooks signing secret: <c>whsec_</c> and the base64 of its bytes.</summary>
internal static class SigningSecret
{
    /// <summary>Standard Webhooks asks for 24 to 64.</summary>
    public const int Length = 32;

    public static string Write(byte[] secret) => $"whsec_{Convert.ToBase64String(secret)}";
}
