using System.Collections.Immutable;
using Raposa.DemoWorld.Trail;

namespace Raposa.DemoWorld;

/// <summary>Corvina Analytics: what it owns and who works there. All invented.</summary>
internal static class Corvina
{
    public const string Region = "eu-west-1";

    /// <summary>IAM, sign-in and CloudFront report here.</summary>
    public const string GlobalRegion = "us-east-1";

    public const string Production = "900100200301";
    public const string Staging = "900100200302";
    public const string Security = "900100200303";

    /// <summary>The posture scanner and the monitoring vendor, who come in from accounts of their own.</summary>
    public const string ScannerVendor = "900100209001";
    public const string MonitoringVendor = "900100209002";

    public const string OfficeIp = "198.51.100.10";

    /// <summary>Where workloads of the company leave AWS's network.</summary>
    public const string EgressIp = "198.51.100.77";

    public const string ExportBucket = "corvina-customer-exports";
    public const string TrailName = "corvina-all-regions";

    public const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";
    public const string Boto = "Boto3/1.35.60 md/Botocore#1.35.60 ua/2.0 os/linux#6.1.112 md/arch#x86_64 lang/python#3.12.7 md/pyimpl#CPython cfg/retry-mode#standard Botocore/1.35.60";
    public const string GoSdk = "aws-sdk-go-v2/1.32.4 ua/2.1 os/linux lang/go#1.23.3 md/GOOS#linux md/GOARCH#arm64 api/s3#1.66.3";

    public static readonly ImmutableArray<DemoAccount> Accounts =
    [
        new(Production, "Corvina production"), new(Staging, "Corvina staging"), new(Security, "Corvina security"),
    ];

    /// <summary>The program whose key leaks: it uploads a report every hour.</summary>
    public static readonly ReportUser ReportUser = new("svc-report-export", "AIDA6CORVINA2REPORTEX", "AKIA6CORVINAREPORTX2");

    public static readonly ImmutableArray<Person> Staff =
    [
        new("ines.carvalho", Duty.Platform), new("rui.tavares", Duty.Platform), new("marta.nogueira", Duty.Platform),
        new("joao.pestana", Duty.Developer), new("beatriz.lourenco", Duty.Developer), new("tiago.brandao", Duty.Developer),
        new("sofia.amaral", Duty.Developer), new("nuno.esteves", Duty.Developer), new("carla.duarte", Duty.Developer),
        new("pedro.quintela", Duty.Developer), new("lia.fontes", Duty.Developer), new("hugo.salgado", Duty.Developer),
        new("vera.morais", Duty.Analyst), new("andre.neves", Duty.Analyst), new("filipa.couto", Duty.Analyst),
        new("miguel.veiga", Duty.Analyst), new("clara.rebelo", Duty.Security), new("duarte.pinho", Duty.Security),
        new("ana.serrano", Duty.Finance), new("luis.matos", Duty.Support), new("teresa.vidal", Duty.Support),
    ];

    public static readonly ImmutableArray<Workload> Functions =
    [
        new("report-renderer", "AROA6CORVINA3RENDER4X", Boto, [("corvina-report-drafts", "GetObject"), ("corvina-reports", "PutObject")]),
        new("upload-scanner", "AROA6CORVINA5UPSCAN6X", Boto, [("corvina-uploads", "GetObject"), ("corvina-uploads", "PutObjectTagging")]),
        new("thumbnailer", "AROA6CORVINA7THUMBN2X", Boto, [("corvina-uploads", "GetObject"), ("corvina-assets", "PutObject")]),
        new("invoice-mailer", "AROA6CORVINA4INVOIC5X", Boto, [("corvina-invoices", "GetObject")]),
        new("webhook-relay", "AROA6CORVINA2WEBHOO3X", Boto, []),
    ];

    public static readonly ImmutableArray<Workload> Tasks =
    [
        new("ingest-task", "AROA6CORVINA6INGEST7X", GoSdk, [("corvina-events-raw", "PutObject")]),
        new("query-task", "AROA6CORVINA2QUERYT4X", GoSdk, [("corvina-events-parquet", "GetObject"), ("corvina-query-results", "PutObject")]),
        new("compactor-task", "AROA6CORVINA5COMPAC2X", GoSdk, [("corvina-events-raw", "GetObject"), ("corvina-events-parquet", "PutObject")]),
        new("api-task", "AROA6CORVINA7APITAS3X", GoSdk, [("corvina-reports", "GetObject"), ("corvina-uploads", "PutObject")]),
    ];
}

internal enum Duty
{
    Platform,
    Developer,
    Analyst,
    Security,
    Finance,
    Support,
}

/// <summary>Someone who signs in through IAM Identity Center.</summary>
internal sealed record Person(string Name, Duty Duty)
{
    public string Email => $"{Name}@corvina.example";

    /// <summary>The permission set's role and its id, as Identity Center names them.</summary>
    public (string Role, string Id) PermissionSet => Duty switch
    {
        Duty.Platform => ("AWSReservedSSO_PlatformAdmin_7c1e5a90b2d4f638", "AROA6CORVINA2PLATFO3X"),
        Duty.Developer => ("AWSReservedSSO_Developer_2f90d1c46be87a35", "AROA6CORVINA3DEVELO4X"),
        Duty.Analyst => ("AWSReservedSSO_DataAnalyst_51b7e3fa90c2d684", "AROA6CORVINA4ANALYS5X"),
        Duty.Security => ("AWSReservedSSO_SecurityAudit_90e4ab27c51f83d6", "AROA6CORVINA5SECURI6X"),
        Duty.Finance => ("AWSReservedSSO_Billing_c83a6e1f07d942b5", "AROA6CORVINA6BILLIN7X"),
        _ => ("AWSReservedSSO_ReadOnly_1d5f82c7a3e690b4", "AROA6CORVINA7READON2X"),
    };

    /// <summary>A session of the person's role in an account, opened at that time.</summary>
    public Principal SignedIn(string account, DateTimeOffset since, string ip, string userAgent, Dice dice) => Principal.Session(
        account, $"/aws-reserved/sso.amazonaws.com/{Corvina.Region}/", PermissionSet.Role, PermissionSet.Id, Email,
        $"ASIA{dice.Id(16)}", since, ip, userAgent);
}

/// <summary>An IAM user of a program, with a long-lived key.</summary>
internal sealed record ReportUser(string Name, string UserId, string AccessKey);

/// <summary>A function or a container: its role, its SDK, and which objects it touches.</summary>
internal sealed record Workload(string Name, string RoleId, string UserAgent, (string Bucket, string Call)[] Objects)
{
    /// <summary>A session of its role, as Lambda and ECS open them.</summary>
    public Principal Running(string session, DateTimeOffset since, Dice dice) => Principal.Session(
        Corvina.Production, "/", $"{Name}-role", RoleId, session, $"ASIA{dice.Id(16)}", since, Corvina.EgressIp, UserAgent);
}
