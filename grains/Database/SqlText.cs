using System.Text;

namespace Raposa.Database;

/// <summary>The statements that are long enough to have a file: <c>grains/&lt;Noun&gt;/Sql/&lt;name&gt;.sql</c>.</summary>
internal static class SqlText
{
    /// <exception cref="ArgumentException">There is no such file in this build.</exception>
    public static string Read(string name)
    {
        using var stream = typeof(SqlText).Assembly.GetManifestResourceStream($"sql/{name}.sql")
            ?? throw new ArgumentException($"There is no statement {name}.sql in a folder Sql of this build.", nameof(name));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
