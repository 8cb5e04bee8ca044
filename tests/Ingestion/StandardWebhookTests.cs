using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Raposa.Ingestion.Signatures;

namespace Raposa.Ingestion;

public class StandardWebhookTests
{
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static readonly byte[] Secret = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static readonly DateTimeOffset SentAt = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    // The example of the specification: its secret, id, timestamp, body and signature.
    private static readonly Delivery Signed = new()
    {
        Channel = DeliveryChannel.Webhook,
        CredentialId = "c",
        ApiKeyHash = "h",
        MessageId = "msg_p5jXN8AQM9LWM0D4loKWxJek",
        Timestamp = "1614265330",
        Signature = Signature,
        Body = Encoding.UTF8.GetBytes("""{"test": 2432232314}"""),
    };

    [Fact]
    public void The_example_of_the_specification_is_authentic() => Assert.Null(Refuse(Signed));

    [Fact]
    public void One_byte_of_the_body_changed_is_refused()
    {
        var body = (byte[])Signed.Body.Clone();
        body[^2] ^= 1;

        Assert.Equal("signature", Refuse(Signed with { Body = body }));
    }

    [Theory]
    [InlineData(-300, null)]
    [InlineData(300, null)]
    [InlineData(-301, "clock")]
    [InlineData(301, "clock")]
    public void The_clock_may_be_off_by_five_minutes_either_way(int seconds, string? expected) =>
        Assert.Equal(expected, StandardWebhook.Refuse(Signed, [Secret], SentAt.AddSeconds(seconds)));

    [Fact]
    public void Another_id_or_timestamp_than_was_signed_is_refused()
    {
        Assert.Equal("signature", Refuse(Signed with { MessageId = "msg_2" }));
        Assert.Equal("signature", Refuse(Signed with { Timestamp = "1614265331" }));
    }

    [Fact]
    public void Any_live_secret_will_do() =>
        Assert.Null(StandardWebhook.Refuse(Signed, [RandomNumberGenerator.GetBytes(24), Secret], SentAt));

    [Fact]
    public void No_live_secret_is_refused() => Assert.Equal("signature", StandardWebhook.Refuse(Signed, [], SentAt));

    [Theory]
    [InlineData("v1,AAAA " + Signature)]
    [InlineData("v1a,AAAA v2,x garbage " + Signature)]
    [InlineData(Signature + " v1,AAAA")]
    public void One_good_signature_of_several_is_enough(string header) => Assert.Null(Refuse(Signed with { Signature = header }));

    [Theory]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1O")]
    [InlineData("v1,")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OEAAAA=")]
    public void What_only_looks_like_a_signature_is_refused(string header) =>
        Assert.Equal("signature", Refuse(Signed with { Signature = header }));

    [Fact]
    public void Headers_that_are_missing_malformed_or_too_long_are_refused()
    {
        Delivery[] malformed =
        [
            Signed with { MessageId = null },
            Signed with { MessageId = "" },
            Signed with { MessageId = "a.b" },
            Signed with { MessageId = "a b" },
            Signed with { MessageId = new string('a', 257) },
            Signed with { Timestamp = null },
            Signed with { Timestamp = "" },
            Signed with { Timestamp = "-1614265330" },
            Signed with { Timestamp = "1614265330.5" },
            Signed with { Timestamp = "999999999999" },
            Signed with { Signature = null },
            Signed with { Signature = "" },
            Signed with { Signature = new string('v', 4097) },
        ];

        Assert.All(malformed, delivery => Assert.Equal("headers", Refuse(delivery)));
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Whatever_is_signed_is_authentic_and_a_change_anywhere_is_not(int seed)
    {
        var random = new Random(seed);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var secret = new byte[random.Next(24, 65)];
            random.NextBytes(secret);
            var body = new byte[random.Next(1, 500)];
            random.NextBytes(body);
            var delivery = Sign(secret, $"msg_{random.Next():x}", SentAt, body);
            Assert.Null(StandardWebhook.Refuse(delivery, [secret], SentAt));

            var changed = (byte[])body.Clone();
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            Assert.True(StandardWebhook.Refuse(delivery with { Body = changed }, [secret], SentAt) == "signature", $"seed {seed}, {attempt}");
        }
    }

    private static string? Refuse(Delivery delivery) => StandardWebhook.Refuse(delivery, [Secret], SentAt);

    private static Delivery Sign(byte[] secret, string id, DateTimeOffset at, byte[] body)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] content = [.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. body];
        var mac = HMACSHA256.HashData(secret, content);
        return Signed with { MessageId = id, Timestamp = timestamp, Signature = $"v1,{Convert.ToBase64String(mac)}", Body = body };
    }
}
