namespace Raposa.Findings.Export;

/// <summary>Writes findings in a format of others, one after the other, so that however many there are none is held.</summary>
internal abstract class FindingWriter
{
    public abstract string ContentType { get; }

    /// <summary>Of a file that holds it.</summary>
    public abstract string Extension { get; }

    /// <summary>Appends one.</summary>
    public abstract Task WriteAsync(Finding finding, CancellationToken cancellationToken);

    /// <summary>Once, after the last one.</summary>
    public abstract Task EndAsync(CancellationToken cancellationToken);
}

/// <summary>The formats that findings are exported in.</summary>
public enum ExportFormat
{
    /// <summary>OCSF 1.8, an event a line.</summary>
    Ocsf = 1,

    /// <summary>AWS Security Finding Format: a request of BatchImportFindings a line.</summary>
    Asff = 2,

    /// <summary>SARIF 2.1.0.</summary>
    Sarif = 3,

    /// <summary>RFC 4180.</summary>
    Csv = 4,
}
