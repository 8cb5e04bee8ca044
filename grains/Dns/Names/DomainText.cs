using System.Text;

namespace Raposa.Dns.Names;

/// <summary>Names as they are compared: in lower case, with no dot at the end, and with no character escaped.</summary>
internal static class DomainText
{
    public const string Wildcard = "*.";

    /// <summary>Route 53 writes every character that is no letter, digit, hyphen or dot as three octal digits: <c>\052</c> is the star of a wildcard.</summary>
    public static string Normal(string name)
    {
        var text = new StringBuilder(name.Length);
        for (var at = 0; at < name.Length; at++)
        {
            if (name[at] == '\\' && at + 3 < name.Length && name.AsSpan(at + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)Convert.ToInt32(name.Substring(at + 1, 3), 8));
                at += 3;
            }
            else
            {
                text.Append(char.ToLowerInvariant(name[at]));
            }
        }

        return text.ToString().TrimEnd('.');
    }

    /// <summary>The name without its first label; null of the last one.</summary>
    public static string? Parent(string name) => name.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? name[(dot + 1)..] : null;

    /// <summary>Whether it is a domain or lies in it.</summary>
    public static bool IsIn(string name, string domain) =>
        name == domain || (name.EndsWith(domain, StringComparison.Ordinal) && name[name.Length - domain.Length - 1] == '.');
}
