#if ENGINE_LOCAL
using Orleans.Runtime;
using Raposa.LocalEngine.Calls;
using Raposa.Organizations;

namespace Raposa.Engine;

public class OwnMessagesTests
{
    public static TheoryData<Type> Interfaces => [.. typeof(OrganizationId).Assembly.GetTypes()
        .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable)))];

    [Theory, MemberData(nameof(Interfaces)), Trait("rule", "marked")]
    public void Whatever_our_own_grains_send_may_travel(Type grainInterface) =>
        Assert.Equal(grainInterface, InterfacePlan.Of(grainInterface).Type);
}
#endif
