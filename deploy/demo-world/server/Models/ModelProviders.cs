using System.Collections.Concurrent;
using Raposa.DemoWorld.Estate;

namespace Raposa.DemoWorld.Models;

/// <summary>The providers of models: who may call them, what is wrong with them just now, and what they are told to say.</summary>
internal sealed class ModelProviders(CompanyEstate company)
{
    /// <summary>By provider: a name of <see cref="ModelRefusals"/>, or of a way in which a stream goes wrong.</summary>
    public ConcurrentDictionary<string, string> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>What every model says instead of its own; null for its own.</summary>
    public string? Answer { get; set; }

    /// <summary>The last question that any of them was asked.</summary>
    public string? LastQuestion { get; set; }

    /// <summary>The texts of each request for vectors, in their order.</summary>
    public ConcurrentQueue<string[]> Embedded { get; } = [];

    public string OpenAiKey => $"sk-proj-{company.Ids.Base32(40, "models", "openai")}";

    public string GroqKey => $"gsk_{company.Ids.Base32(40, "models", "groq")}";

    public string GeminiKey => $"AIza{company.Ids.Base32(35, "models", "gemini")}";

    public string OpenRouterKey => $"sk-or-v1-{company.Ids.Hex(64, "models", "openrouter")}";
}
