using System.Collections.Concurrent;
using Raposa.DemoWorld.Estate;

namespace Raposa.DemoWorld.Models;

/// <summary>The four providers: who may call them, what is wrong with them just now, and what they are told to say.</summary>
internal sealed class ModelProviders(CompanyEstate company)
{
    /// <summary>By provider: a name of <see cref="ModelRefusals"/>, or of a way in which a stream goes wrong.</summary>
    public ConcurrentDictionary<string, string> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>What every model says instead of its own; null for its own.</summary>
    public string? Answer { get; set; }

    /// <summary>The last question that any of them was asked.</summary>
    public string? LastQuestion { get; set; }

    public string GroqKey => $"gsk_{company.Ids.Base32(40, "models", "groq")}";

    public string GeminiKey => $"AIza{company.Ids.Base32(35, "models", "gemini")}";

    public string OpenRouterKey => $"sk-or-v1-{company.Ids.Hex(64, "models", "openrouter")}";
}
