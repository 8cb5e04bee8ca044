using System.Text;
using Raposa.Support;
using Xunit.Abstractions;

namespace Raposa.Collection;

/// <summary>AWS's published signing vectors, through the signer that every call goes through.</summary>
public class SigV4VectorTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset At = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    [SharedDataFact]
    public void Every_vector_is_signed_as_published()
    {
        var folder = SharedData.Path("aws", "sigv4_testsuite");
        var vectors = Directory.EnumerateFiles(folder, "*.req", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var failures = vectors.Where(path => !IsSignedAsPublished(path)).ToList();

        output.WriteLine($"{vectors.Count - failures.Count} of {vectors.Count} vectors are signed as published");
        Assert.Equal(34, vectors.Count);
        Assert.Empty(failures);
    }

    private bool IsSignedAsPublished(string path)
    {
        var (request, host, wire) = Parse(File.ReadAllText(path));
        var published = File.ReadAllText(Path.ChangeExtension(path, ".authz")).Trim();
        var canonical = File.ReadAllText(Path.ChangeExtension(path, ".creq"));

        // One vector adds the token after the signature; those that sign it have it among the signed headers.
        var token = canonical.Split('\n').FirstOrDefault(line => line.StartsWith("x-amz-security-token:", StringComparison.Ordinal))?.Split(':', 2)[1];
        var credentials = new AwsCredentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token, At.AddHours(1));
        var signed = SigV4SignerClient.Sign(request, wire, host, new("service", "us-east-1"), credentials, At);

        var actual = signed.Single(header => header.Key == "Authorization").Value;
        if (actual != published)
        {
            output.WriteLine($"{path}\n  {actual}\n  {published}");
        }

        return actual == published;
    }

    private static (AwsHttpRequest Request, string Host, string Path) Parse(string text)
    {
        var parts = text.ReplaceLineEndings("\n").Split("\n\n", 2);
        var lines = parts[0].Split('\n');
        var first = lines[0];
        var target = first[(first.IndexOf(' ', StringComparison.Ordinal) + 1)..first.LastIndexOf(' ')];
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var line in lines.Skip(1))
        {
            // A line that begins with a space goes on with the header before it.
            if (line.StartsWith(' '))
            {
                headers[^1] = new(headers[^1].Key, headers[^1].Value + "\n" + line);
            }
            else if (line.Split(':', 2) is [var name, var value])
            {
                headers.Add(new(name, value));
            }
        }

        // The signer adds these itself.
        var given = headers.Where(header => header.Key.ToUpperInvariant() is not ("HOST" or "X-AMZ-DATE" or "X-AMZ-SECURITY-TOKEN"));
        var query = target.Split('?', 2).ElementAtOrDefault(1) ?? "";
        var path = target.Split('?')[0];
        return (
            new(
                first.Split(' ')[0],
                path,
                [.. RestParts.ConstantQuery(query)],
                [.. given],
                Encoding.UTF8.GetBytes(parts.ElementAtOrDefault(1) ?? "")),
            headers.Single(header => header.Key.Equals("host", StringComparison.OrdinalIgnoreCase)).Value,
            path);
    }
}
