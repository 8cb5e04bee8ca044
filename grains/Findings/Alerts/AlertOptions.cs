namespace Raposa.Findings;

/// <summary>Settings under <c>Raposa:Alerts</c>.</summary>
internal sealed record AlertOptions
{
    /// <summary>Lets webhooks go to private and loopback addresses, and without TLS: for one machine that shows everything, and for tests.</summary>
    public bool AllowsPrivateNetworks { get; init; }

    /// <summary>The mail server; without one no receiver of mail can be made. Amazon SES has one in each of its regions.</summary>
    public string? SmtpHost { get; init; }

    public int SmtpPort { get; init; } = 587;

    /// <summary>Refuses to send without TLS. Off only towards a server on the same machine.</summary>
    public bool SmtpRequiresTls { get; init; } = true;

    public string? SmtpUser { get; init; }

    public string? SmtpPassword { get; init; }

    /// <summary>The sender's address.</summary>
    public string From { get; init; } = "raposa@localhost";
}
