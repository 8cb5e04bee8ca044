namespace Raposa.Detection;

/// <summary>Small rules for tests.</summary>
internal static class SampleRules
{
    public const string StopId = "11111111-1111-4111-8111-111111111111";
    public const string DeleteId = "22222222-2222-4222-8222-222222222222";
    public const string BothId = "33333333-3333-4333-8333-333333333333";
    public const string LookId = "44444444-4444-4444-8444-444444444444";
    public const string KindsId = "55555555-5555-4555-8555-555555555555";

    public const string Stop = $"""
        title: Logging stopped
        id: {StopId}
        name: stopped
        description: The trail was stopped.
        status: test
        level: high
        tags:
            - attack.defense-evasion
            - attack.t1562.008
        logsource:
            product: aws
            service: cloudtrail
        detection:
            selection:
                eventName: StopLogging
            condition: selection
        """;

    public const string Delete = $"""
        title: Trail deleted
        id: {DeleteId}
        name: deleted
        level: low
        logsource:
            product: aws
            service: cloudtrail
        detection:
            selection:
                eventName: DeleteTrail
            condition: selection
        """;

    public const string Both = $"""
        title: Stopped three times
        id: {BothId}
        level: critical
        correlation:
            type: event_count
            rules:
                - stopped
            group-by:
                - userIdentity.arn
            timespan: 10m
            condition:
                gte: 3
        """;

    public const string Look = $"""
        title: Looked around
        id: {LookId}
        name: looked
        level: informational
        logsource:
            product: aws
            service: cloudtrail
        detection:
            selection:
                eventName|startswith: List
            condition: selection
        """;

    public const string Kinds = $"""
        title: Looked at three kinds of things
        id: {KindsId}
        level: medium
        correlation:
            type: value_count
            rules:
                - looked
            group-by:
                - userIdentity.arn
            timespan: 10m
            condition:
                field: eventName
                gte: 3
        """;

    /// <summary>A catalogue of one rule.</summary>
    public static Catalogue Shipped { get; } = Catalogue.Read([("delete.yml", Delete)]);

    public static CommittedEvent Event(int number, string name, DateTimeOffset at, string user = "ann") => new()
    {
        EventKey = new(number, 0, 0, new byte[8]),
        EventId = $"event {number}",
        EventTime = at,
        Record = System.Text.Encoding.UTF8.GetBytes(
            $$$"""
            {"eventName":"{{{name}}}","eventSource":"cloudtrail.amazonaws.com","awsRegion":"eu-west-1","recipientAccountId":"900100200301",
             "sourceIPAddress":"192.0.2.7","userIdentity":{"arn":"arn:aws:iam::900100200301:user/{{{user}}}"}}
            """),
    };
}
