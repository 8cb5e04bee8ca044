using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Support;
using Xunit.Abstractions;

namespace Raposa.Collection;

/// <summary>What comes back, against the vectors of botocore's protocol tests. Of errors we read the code and the message.</summary>
public class OutputVectorTests(ITestOutputHelper output)
{
    // Every vector that is not run, with the reason.
    private static readonly Dictionary<string, string> NotApplicable = new()
    {
        ["RestJsonDeserializesDenseSetMapAndSkipsNull"] =
            "botocore's models do not say which maps have no nulls, and we drop nothing that came",
    };

    [SharedDataFact]
    public void Answers_are_read_as_the_vectors_say()
    {
        var vectors = ProtocolVector.Load("output");
        var failures = new List<string>();
        int ran = 0, left = 0;
        foreach (var vector in vectors)
        {
            if (NotApplicable.TryGetValue(vector.Id, out var reason))
            {
                output.WriteLine($"not applicable: {vector.Name}: {reason}");
                left++;
                continue;
            }

            ran++;
            try
            {
                Check(vector);
            }
            catch (Exception failure)
            {
                failures.Add(vector.Name);
                output.WriteLine($"failed: {vector.Name}: {failure.Message}");
            }
        }

        output.WriteLine($"{ran} of {vectors.Count} output vectors ran, {left} do not apply, {failures.Count} failed");
        Assert.Empty(failures);
    }

    private static void Check(ProtocolVector vector)
    {
        var response = ResponseOf(vector.Case.GetProperty("response"));
        if (vector.Case.TryGetProperty("error", out _))
        {
            var error = AwsError.Read(response);
            Assert.Equal(vector.Case.TryGetProperty("errorCode", out var code) ? code.GetString() : "", error.Code);
            if (vector.Case.TryGetProperty("errorMessage", out var message))
            {
                Assert.Equal(message.GetString(), error.Message);
            }

            return;
        }

        var read = AwsProtocols.Of(vector.Operation.Service).Read(vector.Operation, response);
        var actual = read.Json;
        if (vector.Operation.Output is { } shape)
        {
            if (shape.Payload is { } payload && read.Payload is { IsEmpty: false } bytes)
            {
                actual[payload] = Convert.ToBase64String(bytes.Span);
            }

            actual = VectorValues.FromCli(actual, shape).AsObject();
        }

        var expected = JsonNode.Parse(vector.Case.GetProperty("result").GetRawText());
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{actual.ToJsonString()} is not {expected!.ToJsonString()}");
    }

    internal static AwsHttpResponse ResponseOf(JsonElement response) => new(
        response.GetProperty("status_code").GetInt32(),
        [
            .. (response.TryGetProperty("headers", out var headers) ? headers.EnumerateObject().ToList() : [])
                .Select(header => new KeyValuePair<string, string>(header.Name, header.Value.GetString()!)),
        ],
        response.TryGetProperty("body", out var body) ? Encoding.UTF8.GetBytes(body.GetString()!) : default);
}
