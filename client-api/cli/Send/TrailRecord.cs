using System.Globalization;

namespace Raposa.Cli;

/// <summary>One record as it stands in a file, byte for byte.</summary>
/// <param name="File">The path as found, to name it in messages.</param>
/// <param name="Position">0-based: the line in a file of lines, else the place in the file's list of records.</param>
/// <param name="IsLine">Whether <paramref name="Position"/> counts lines.</param>
/// <param name="Json">The record's own UTF-8 text.</param>
internal sealed record TrailRecord(string File, int Position, bool IsLine, ReadOnlyMemory<byte> Json)
{
    /// <summary>Where a person looks: lines are counted from 1, as editors do.</summary>
    public string Place => IsLine
        ? string.Create(CultureInfo.InvariantCulture, $"{File}:{Position + 1}")
        : string.Create(CultureInfo.InvariantCulture, $"{File} record {Position}");
}

/// <summary>A record that did not become an event, and why.</summary>
/// <param name="Reason">A stable code.</param>
internal sealed record Rejection(TrailRecord Record, string Reason, string Detail);
