namespace Raposa.Collection.Sources.Aws;

internal static class Elbv2Listener
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_elbv2_listener",
        Description = "A port that a load balancer listens on, and what it does with what comes.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(10, 3, 60),
        Read = new AwsRead
        {
            Parents = [new("elbv2:DescribeLoadBalancers", "LoadBalancers[]") { PageSize = 100 }],
            List = new("elbv2:DescribeListeners", "Listeners[]")
            {
                PageSize = 100,
                Arguments = [new("LoadBalancerArn", "LoadBalancerArn")],
                Absent = ["LoadBalancerNotFound"],
            },
        },
        Columns =
        [
            new("arn", "ListenerArn", "Its ARN.", IsKey: true),
            new("load_balancer_arn", "LoadBalancerArn", "The load balancer it belongs to."),
            new("port", "Port", "The port.", ColumnType.Integer),
            new("protocol", "Protocol", "HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP or GENEVE."),
            new("ssl_policy", "SslPolicy", "Which protocols and ciphers it speaks."),
            new("certificate_arns", "Certificates[].CertificateArn", "Its default certificate.", ColumnType.TextArray),
            new("default_actions", "DefaultActions", "What it does where no rule matches.", ColumnType.Json),
            new("target_group_arns", "DefaultActions[].TargetGroupArn", "The target groups it forwards to by default.", ColumnType.TextArray),
        ],
    };
}
