namespace Raposa.Incidents;

/// <summary>How hits become incidents. Bound from the configuration section <c>Raposa:Incidents</c>.</summary>
public sealed class TriageOptions
{
    /// <summary>How long before an incident's first and after its last evidence a hit of the same actor still belongs to it.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(6);

    /// <summary>What is below this opens no incident; it joins one as context.</summary>
    public Severity OpensFrom { get; set; } = Severity.Medium;

    /// <summary>So many different rules of medium level, of as many techniques, make an incident a high one.</summary>
    public int RaisingTechniques { get; set; } = 3;
}
