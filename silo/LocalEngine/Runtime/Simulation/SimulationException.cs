namespace Raposa.LocalEngine.Simulation;

/// <summary>Something failed in a simulated world; the text names the seed that repeats it, the time there, and what happened last.</summary>
internal sealed class SimulationException : Exception
{
    public SimulationException()
    {
    }

    public SimulationException(string message)
        : base(message)
    {
    }

    public SimulationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
