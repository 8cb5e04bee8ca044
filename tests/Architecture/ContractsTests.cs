using System.Globalization;
using System.Reflection;
using Orleans;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Architecture;

/// <summary>
/// Silos of two versions talk to each other during every deployment, and state outlives them all. So what is on the wire
/// (aliases, ids, enum numbers) is frozen in Contracts.txt: lines may be added, never changed or removed. A change that is
/// meant is a new alias or a new id; then run the tests once with RAPOSA_UPDATE=1 and commit the file.
/// </summary>
public class ContractsTests
{
    private static readonly string File = Path.Combine(Repository.Root, "grain-interfaces", "Contracts.txt");

    private static readonly Type[] Types =
        [.. typeof(OrganizationId).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Raposa", StringComparison.Ordinal) == true)];

    [Fact]
    public void The_wire_is_what_Contracts_txt_says()
    {
        var now = Contracts().Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("RAPOSA_UPDATE") == "1")
        {
            System.IO.File.WriteAllLines(File, now);
        }

        Assert.Equal(System.IO.File.ReadAllLines(File), now);
    }

    [Fact]
    public void Every_grain_interface_and_message_has_an_alias_of_its_own()
    {
        var aliases = Types.Where(IsContract).Select(type => (type, Alias: AliasOf(type) ?? "")).ToList();

        Assert.DoesNotContain(aliases, pair => pair.Alias.Length == 0);
        Assert.Empty(aliases.CountBy(pair => pair.Alias).Where(pair => pair.Value > 1).Select(pair => pair.Key));
    }

    [Fact]
    public void Every_grain_method_has_an_alias_that_is_unique_in_its_interface()
    {
        var methods = Types.Where(IsGrain).SelectMany(type => type.GetMethods().Select(method => (type, Alias: AliasOf(method) ?? ""))).ToList();

        Assert.DoesNotContain(methods, pair => pair.Alias.Length == 0);
        Assert.Empty(methods.CountBy(pair => pair).Where(pair => pair.Value > 1).Select(pair => pair.Key));
    }

    private static IEnumerable<string> Contracts()
    {
        foreach (var type in Types.Where(IsContract))
        {
            var name = AliasOf(type);
            foreach (var method in IsGrain(type) ? type.GetMethods() : [])
            {
                var parameters = string.Join(", ", method.GetParameters().Select(parameter => Show(parameter.ParameterType)));
                yield return $"{name} {AliasOf(method)}({parameters}): {Show(method.ReturnType)}";
            }

            foreach (var field in type.IsEnum ? type.GetFields(BindingFlags.Public | BindingFlags.Static) : [])
            {
                yield return $"{name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)} {field.Name}";
            }

            foreach (var property in type.GetProperties())
            {
                if (property.GetCustomAttribute<IdAttribute>() is { } id)
                {
                    yield return $"{name} {id.Id:00} {property.Name}: {Show(property.PropertyType)}";
                }
            }
        }
    }

    private static bool IsGrain(Type type) => type.IsInterface && type.IsAssignableTo(typeof(IGrain));

    private static bool IsContract(Type type) => IsGrain(type) || type.GetCustomAttribute<GenerateSerializerAttribute>() is not null;

    private static string? AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias;

    private static string Show(Type type) =>
        type.IsArray ? $"{Show(type.GetElementType()!)}[]"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Show))}>"
        : AliasOf(type) ?? type.Name;
}
