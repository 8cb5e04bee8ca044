namespace Raposa.Support;

/// <summary>The folder of real inputs that lies beside a developer's checkout: <c>../shared/data</c>, or further up.</summary>
internal static class SharedData
{
    /// <summary>Null where there is none; then the tests that need it are skipped and say so.</summary>
    public static string? Folder { get; } = Find();

    public static string Path(params string[] parts) =>
        System.IO.Path.Combine([Folder ?? throw new InvalidOperationException(SharedDataFactAttribute.Reason), .. parts]);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RAPOSA_SHARED") is { Length: > 0 } given)
        {
            return Directory.Exists(System.IO.Path.Combine(given, "data")) ? System.IO.Path.Combine(given, "data") : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var data = System.IO.Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}

/// <summary>A test that needs <see cref="SharedData"/>; skipped with the reason where it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public const string Reason = "needs the folder shared/data beside the checkout, or RAPOSA_SHARED";

    public SharedDataFactAttribute()
    {
        if (SharedData.Folder is null)
        {
            Skip = Reason;
        }
    }
}
