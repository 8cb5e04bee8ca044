using System.Reflection;
using Raposa.LocalEngine.Calls;

namespace Orleans.Runtime;

/// <summary>The address of a grain or an observer as an object of its interface: every method call on it is a message.</summary>
/// <remarks>A run-time proxy: the class that implements the interface is made by <see cref="DispatchProxy"/>.</remarks>
public class GrainReference : DispatchProxy, IAddressable, IEquatable<GrainReference>
{
    private Dispatcher? _dispatcher;
    private InterfacePlan? _plan;

    public GrainId GrainId { get; private set; }

    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(Plan.Name);

    public string InterfaceName => Plan.Name;

    internal Dispatcher Dispatcher => _dispatcher!;

    internal InterfacePlan Plan => _plan!;

    public bool Equals(GrainReference? other) => other is not null && GrainId == other.GrainId;

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"{InterfaceName}:{GrainId}";

    internal static GrainReference Create(Dispatcher dispatcher, GrainId grainId, Type interfaceType)
    {
        var plan = InterfacePlan.Of(interfaceType);
        var reference = (GrainReference)Create(interfaceType, typeof(GrainReference));
        reference._dispatcher = dispatcher;
        reference._plan = plan;
        reference.GrainId = grainId;
        return reference;
    }

    internal object CastTo(Type interfaceType) =>
        interfaceType.IsInstanceOfType(this) ? this : Create(Dispatcher, GrainId, interfaceType);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        Dispatcher.Send(this, Plan.MethodOf(targetMethod!), args ?? []);
}
