namespace Raposa.Detection;

/// <summary>Ends the reading of one rule; the parser turns it into a <see cref="SigmaError"/>, so it never leaves this folder.</summary>
internal sealed class SigmaException(int line, string reason) : Exception(reason)
{
    public int Line { get; } = line;
}
