using System.Text.Json;
using Raposa.Posture.Reading;

namespace Raposa.Posture;

/// <summary>A setting that is asked for by itself, and of which the vendor says that there is none.</summary>
public class AbsentDocumentTests
{
    [Theory]
    [InlineData("""{"$absent":"NoSuchPublicAccessBlockConfiguration","$account":"1"}""", true, false)]
    [InlineData("""{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true}}""", false, false)]
    [InlineData("""{"$account":"1"}""", false, true)]
    public void What_there_is_none_of_is_no_and_what_was_not_said_is_unknown(string json, bool isNo, bool isUnknown)
    {
        using var body = JsonDocument.Parse(json);
        var document = new CollectedDocument("aws_s3_account_public_access_block", "1", null, "1", Guid.Empty, "00", body.RootElement);

        var answer = FieldValue.Root(new EvidenceTrail(), document)["PublicAccessBlockConfiguration.BlockPublicAcls"].IsTrue();

        Assert.Equal((isNo, isUnknown), (!answer.IsYes && !answer.IsUnknown, answer.IsUnknown));
    }
}
