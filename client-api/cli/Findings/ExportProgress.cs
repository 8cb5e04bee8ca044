using System.Globalization;

namespace Raposa.Findings;

/// <summary>How far an export is, on one line of a terminal; elsewhere only how it ended.</summary>
internal sealed class ExportProgress(TextWriter output, bool isTerminal)
{
    private const long Step = 1 << 18;

    private long _bytes, _shown;

    public void Wrote(int bytes)
    {
        _bytes += bytes;
        if (isTerminal && _bytes - _shown >= Step)
        {
            _shown = _bytes;
            output.Write($"\r{Size}");
        }
    }

    /// <param name="file">Where it went; null for the standard output.</param>
    public void End(string? file) => output.WriteLine($"{(_shown > 0 ? "\r" : "")}{Size} written{(file is null ? "" : $" to {file}")}.");

    private string Size => string.Create(CultureInfo.InvariantCulture, $"{_bytes / 1024.0:n1} KiB");
}
