using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Models;

/// <summary>How one provider of models writes a stream, and takes a question.</summary>
internal interface IModelDialect
{
    string Provider { get; }

    string ContentType { get; }

    /// <summary>The last thing that a person said; null if the body is not what this provider takes.</summary>
    string? Question(JsonObject body);

    /// <summary>Before the first word; may be nothing.</summary>
    byte[] Start(string model);

    byte[] Text(string text);

    /// <summary>The end of an answer, with what it cost.</summary>
    byte[] End(ModelEnding ending, int inputTokens, int outputTokens);

    /// <summary>An error in a stream that began with 200.</summary>
    byte[] Error();

    /// <summary>What no reader of this stream can read.</summary>
    byte[] Garbage();
}

internal enum ModelEnding
{
    Whole,
    CutShort,
    Blocked,
}
