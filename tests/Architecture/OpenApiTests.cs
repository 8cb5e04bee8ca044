using System.Text.Json;
using Raposa.Support;

namespace Raposa.Architecture;

/// <summary>
/// The OpenAPI document is part of the source, because clients are made from it: a change of the API shows as a change of
/// <c>client-api/openapi/v1.json</c>. If it is meant, run the tests once with RAPOSA_UPDATE=1 and commit the file.
/// </summary>
public class OpenApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly string File = Path.Combine(Repository.Root, "client-api", "openapi", "v1.json");
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    [Fact]
    public async Task The_document_is_the_one_that_is_checked_in()
    {
        using var document = JsonDocument.Parse(await api.Anonymous.GetStringAsync("/openapi/v1.json"));
        var now = $"{JsonSerializer.Serialize(document, Indented)}\n";
        if (Environment.GetEnvironmentVariable("RAPOSA_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            await System.IO.File.WriteAllTextAsync(File, now);
        }

        var checkedIn = System.IO.File.Exists(File) ? await System.IO.File.ReadAllTextAsync(File) : "";
        Assert.True(
            now == checkedIn,
            $"The API is not what client-api/openapi/v1.json says, first at: {FirstDifference(checkedIn, now)}. "
            + "If that is meant, run this test once with RAPOSA_UPDATE=1 and commit the file.");
    }

    [Fact]
    public async Task Every_operation_has_a_name_and_a_summary()
    {
        using var document = JsonDocument.Parse(await api.Anonymous.GetStringAsync("/openapi/v1.json"));
        var nameless = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value)))
            .Where(operation => !operation.Value.TryGetProperty("operationId", out _) || !operation.Value.TryGetProperty("summary", out _))
            .Select(operation => operation.Name);

        Assert.Empty(nameless);
    }

    private static string FirstDifference(string before, string after) =>
        after.Split('\n').Zip(before.Split('\n')).FirstOrDefault(lines => lines.First != lines.Second).First?.Trim() ?? "the end";
}
