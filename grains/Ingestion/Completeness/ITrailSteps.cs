namespace Raposa.Ingestion;

/// <summary>Calls the grain that reads a trail, for code that does not know the engine.</summary>
internal interface ITrailSteps
{
    Task<TrailStep> AdvanceAsync(TrailKey key);
}
