namespace Raposa.Detection;

/// <summary>Why a rule was refused. It names the file, the line where known, and what to write instead.</summary>
/// <param name="File">The file as the caller named it.</param>
/// <param name="Line">1-based line in that file; 0 where the whole file is meant.</param>
/// <param name="Reason">A sentence with the remedy.</param>
public sealed record SigmaError(string File, int Line, string Reason)
{
    /// <summary>The reason with its line in front, as it is printed beside the file's name.</summary>
    public string Explanation => Line > 0 ? $"line {Line}: {Reason}" : Reason;

    public override string ToString() => $"{File}: {Explanation}";
}
