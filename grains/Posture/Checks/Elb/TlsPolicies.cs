using System.Text.RegularExpressions;

namespace Raposa.Posture.Checks;

/// <summary>The security policies of load balancers whose oldest protocol is TLS 1.2.</summary>
internal static partial class TlsPolicies
{
    public static bool IsCurrent(string policy) => Current().IsMatch(policy);

    // TLS13-1-0 and TLS13-1-1 go back to TLS 1.0 and 1.1, for all their name. Those of Fields are named for what they allow.
    [GeneratedRegex(@"^ELBSecurityPolicy-(TLS13-1-[23](-|$).*|TLS-1-2(-Ext)?-2\d{3}-\d\d|FS-1-2(-Res)?-2\d{3}-\d\d)$")]
    private static partial Regex Current();
}
