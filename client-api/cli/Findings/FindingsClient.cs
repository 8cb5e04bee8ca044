using System.Net.Http;
using Raposa.Cli;

namespace Raposa.Findings;

/// <summary>The platform's export of findings, as it comes: none of it is held.</summary>
/// <param name="http">Sends a person's token.</param>
internal sealed class FindingsClient(HttpClient http, Uri server)
{
    /// <summary>Into a file, which has its old content until all of the new one is there.</summary>
    /// <exception cref="HttpRequestException">The server will not, or broke off.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task ExportAsync(IEnumerable<(string Name, string? Value)> query, FileInfo file, Action<int> wrote, CancellationToken cancellationToken)
    {
        if (Directory.Exists(file.FullName))
        {
            throw new IOException($"{file.FullName} is a folder; name a file in it.");
        }

        var draft = $"{file.FullName}.part";
        try
        {
            await using (var output = File.Create(draft))
            {
                await ExportAsync(query, output, wrote, cancellationToken);
            }

            File.Move(draft, file.FullName, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>To a stream.</summary>
    /// <param name="wrote">Told of each piece how many bytes it had.</param>
    /// <exception cref="HttpRequestException">The server will not, or broke off.</exception>
    public async Task ExportAsync(IEnumerable<(string Name, string? Value)> query, Stream output, Action<int> wrote, CancellationToken cancellationToken)
    {
        var text = string.Join('&', query.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}"));
        using var response = await http.GetAsync(new Uri(server, $"v1/findings/export?{text}"), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            await PlatformClient.ReadAsync(response, cancellationToken);
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[1 << 16];
        for (int read; (read = await body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            wrote(read);
        }
    }
}
