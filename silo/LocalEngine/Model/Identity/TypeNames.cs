namespace Orleans
{
    using Orleans.Runtime;

    /// <summary>Fixes the grain type of a class, which is otherwise its name in lower case without "Grain".</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class GrainTypeAttribute(string type) : Attribute
    {
        public string GrainType => type;

        public GrainType GetGrainType(IServiceProvider services, Type grainClass) => Runtime.GrainType.Create(type);
    }
}

namespace Orleans.Metadata
{
    /// <summary>Says which of several implementations of an interface <c>GetGrain</c> means.</summary>
    [AttributeUsage(AttributeTargets.Interface)]
    public sealed class DefaultGrainTypeAttribute(string grainType) : Attribute
    {
        public string GrainType => grainType;
    }
}
