namespace Raposa.Reconciliation;

/// <summary>How verdicts are written in tables.</summary>
internal static class VerdictCodes
{
    public static string Of(CoverageClass verdict) => verdict switch
    {
        CoverageClass.Matched => "matched",
        CoverageClass.Unprotected => "unprotected",
        CoverageClass.Stale => "stale",
        CoverageClass.OutOfScope => "out_of_scope",
        _ => "unknown",
    };

    public static string Of(VerdictReason reason) => reason switch
    {
        VerdictReason.ByInstanceId => "by_instance_id",
        VerdictReason.ByPrivateIp => "by_private_ip_unique",
        VerdictReason.ByMac => "by_mac",
        VerdictReason.ByPrivateDns => "by_hostname_private_dns",
        VerdictReason.NeverSeen => "never_seen",
        VerdictReason.SensorSilent => "sensor_silent",
        VerdictReason.PreviousInstance => "sensor_only_on_previous_instance",
        VerdictReason.ReducedFunctionality => "rfm",
        VerdictReason.InstanceTerminated => "instance_terminated",
        VerdictReason.InstanceAbsent => "instance_absent",
        VerdictReason.AccountNotConnected => "account_not_connected",
        VerdictReason.Superseded => "duplicate_aid_superseded",
        VerdictReason.OtherCloud => "other_cloud",
        VerdictReason.OnPremises => "on_prem",
        VerdictReason.Workstation => "workstation",
        VerdictReason.InstanceStopped => "instance_stopped",
        VerdictReason.ChainNotSealed => "chain_not_sealed",
        VerdictReason.AbsenceUnconfirmed => "absence_unconfirmed",
        VerdictReason.AddressAmbiguous => "address_ambiguous",
        VerdictReason.Enrolling => "enrolling",
        VerdictReason.OriginUnknown => "origin_unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "It has no code."),
    };

    public static string Of(Rung rung) => rung switch
    {
        Rung.InstanceId => "instance_id",
        Rung.PrivateIp => "private_ip",
        Rung.Mac => "mac",
        _ => "private_dns",
    };

    public static string Of(SnowflakeClass snowflake) => snowflake switch
    {
        SnowflakeClass.EksNode => "eks_node",
        SnowflakeClass.Autoscaled => "autoscaled",
        SnowflakeClass.Stack => "stack",
        _ => "snowflake",
    };

    public static CoverageClass ClassOf(string code) => Enum.GetValues<CoverageClass>().First(one => Of(one) == code);

    public static VerdictReason ReasonOf(string code) => Enum.GetValues<VerdictReason>().First(one => Of(one) == code);
}
