using System.Net.Mail;

namespace Raposa.Findings;

/// <summary>What may be written as the target of a receiver.</summary>
internal static class AlertTarget
{
    private const int Longest = 2_000;

    /// <summary>The target as it is kept.</summary>
    /// <param name="allowsHttp">Where the receivers are on this machine: a demo, a test.</param>
    /// <exception cref="ArgumentException">It is none; the message says what is one.</exception>
    public static string Parse(AlertReceiverKind kind, string text, bool allowsHttp)
    {
        if (text.Length > Longest)
        {
            throw new ArgumentException($"A target has at most {Longest} characters.");
        }

        return kind switch
        {
            AlertReceiverKind.Webhook => ParseUrl(text.Trim(), allowsHttp),
            AlertReceiverKind.Mail => MailAddress.TryCreate(text.Trim(), out var address) && address.Address == text.Trim()
                ? address.Address
                : throw new ArgumentException($"'{text}' is not an e-mail address such as soc@example.com."),
            _ => throw new ArgumentException($"{kind} is no kind of receiver; there are webhook and mail."),
        };
    }

    private static string ParseUrl(string text, bool allowsHttp)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
        {
            throw new ArgumentException($"'{text}' is not an address such as https://example.com/alerts.");
        }

        if (url.Scheme == "http" && !allowsHttp)
        {
            throw new ArgumentException("A webhook's address begins with https: what is sent names your resources.");
        }

        return url.UserInfo.Length == 0
            ? url.AbsoluteUri
            : throw new ArgumentException("A webhook's address holds no user and password; its messages are signed instead.");
    }
}
