using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Orleans;

namespace Raposa.LocalEngine.Copying;

/// <summary>Builds, once per message type, the code that copies its members with an <c>[Id]</c>.</summary>
internal static class MemberCopier
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly MethodInfo Uninitialized =
        typeof(RuntimeHelpers).GetMethod(nameof(RuntimeHelpers.GetUninitializedObject))!;

    private static readonly MethodInfo Remember = typeof(CopyContext).GetMethod(nameof(CopyContext.Remember))!;

    private static readonly MethodInfo CopyItem =
        typeof(MemberCopier).GetMethod(nameof(CopyOrNull), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static readonly MethodInfo TypeOf = typeof(Type).GetMethod(nameof(Type.GetTypeFromHandle))!;

    public static Func<object, CopyContext, object> Build(Type type)
    {
        // Emitted, because read-only fields of records must be written and reflection would do that slowly.
        var method = new DynamicMethod($"copy {type}", typeof(object), [typeof(object), typeof(CopyContext)], type, skipVisibility: true);
        var il = method.GetILGenerator();
        var copy = il.DeclareLocal(typeof(object));
        il.Emit(OpCodes.Ldtoken, type);
        il.Emit(OpCodes.Call, TypeOf);
        il.Emit(OpCodes.Call, Uninitialized);
        il.Emit(OpCodes.Stloc, copy);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldloc, copy);
        il.Emit(OpCodes.Call, Remember);
        foreach (var field in CopiedFields(type))
        {
            Open(il, () => il.Emit(OpCodes.Ldloc, copy), type);
            Open(il, () => il.Emit(OpCodes.Ldarg_0), type);
            il.Emit(OpCodes.Ldfld, field);
            if (!MessageTypes.IsShared(field.FieldType))
            {
                il.Emit(OpCodes.Box, field.FieldType);
                il.Emit(OpCodes.Ldtoken, field.FieldType);
                il.Emit(OpCodes.Call, TypeOf);
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Call, CopyItem);
                il.Emit(OpCodes.Unbox_Any, field.FieldType);
            }

            il.Emit(OpCodes.Stfld, field);
        }

        il.Emit(OpCodes.Ldloc, copy);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<object, CopyContext, object>>();
    }

    /// <summary>
    /// Fields whose member has an <c>[Id]</c>, and of a record the parameters of its primary constructor; of system structs
    /// that travel as they are, all of them.
    /// </summary>
    public static IEnumerable<FieldInfo> CopiedFields(Type type)
    {
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            var copiesAll = MessageTypes.TravelsWhole(level);
            var implied = copiesAll ? [] : ImpliedMembers.Of(level);
            foreach (var field in level.GetFields(Declared))
            {
                var property = PropertyOf(field);
                if (copiesAll || field.IsDefined(typeof(IdAttribute)) || property?.IsDefined(typeof(IdAttribute)) == true
                    || (property is not null && implied.Contains(property.Name)))
                {
                    yield return field;
                }
            }
        }
    }

    private static PropertyInfo? PropertyOf(FieldInfo field) =>
        field.Name.StartsWith('<') && field.Name.EndsWith(">k__BackingField", StringComparison.Ordinal)
            ? field.DeclaringType!.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], Declared)
            : null;

    private static void Open(ILGenerator il, Action load, Type type)
    {
        load();
        il.Emit(type.IsValueType ? OpCodes.Unbox : OpCodes.Castclass, type);
    }

    private static object? CopyOrNull(object? value, Type declared, CopyContext context) =>
        value is null ? null : Copier.Copy(value, declared, context);
}
