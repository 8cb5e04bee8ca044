using System.Text;
using Raposa.Organizations;

namespace Raposa.Cli;

public class SendSignerTests
{
    /// <summary>The example of the specification's own libraries.</summary>
    [Fact]
    public void Signs_as_the_public_libraries_do()
    {
        var signer = WebhookSigner.TryParse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;

        var signature = signer.Sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            DateTimeOffset.FromUnixTimeSeconds(1614265330),
            Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2La*aSw")]
    public void Text_that_is_no_signing_secret_makes_no_signer(string text) => Assert.Null(WebhookSigner.TryParse(text));
}
