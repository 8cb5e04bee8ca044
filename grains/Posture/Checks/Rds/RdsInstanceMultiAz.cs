using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsInstanceMultiAz
{
    public static readonly Check Check = new()
    {
        Id = "rds.instance_multi_az",
        Title = "A database stands in several zones.",
        Severity = Severity.Low,
        Risk = "When its zone fails it is gone until somebody restores it.",
        Remediation = "Switch Multi-AZ on. Aurora, Neptune and DocumentDB have their copies in the cluster.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_instance",
        Reads = ["aws_rds_instance.Engine", "aws_rds_instance.StorageType", "aws_rds_instance.MultiAZ"],
        Controls = [Cis("3.2.4"), .. Availability],
        Judge = look => (look["Engine"].Matches(engine => !engine.StartsWith("aurora", StringComparison.Ordinal) && engine is not ("neptune" or "docdb"))
                & look["StorageType"].Matches(storage => !storage.StartsWith("aurora", StringComparison.Ordinal)))
            .When(() => look["MultiAZ"].IsTrue().Judge("It stands in several zones.", "It stands in one zone.")),
    };
}
