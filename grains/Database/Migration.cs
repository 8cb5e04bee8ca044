using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Raposa.Database;

/// <summary>One forward-only step of the schema: a file <c>NNNN_noun_what.sql</c>, embedded in this assembly.</summary>
internal sealed record Migration(int Version, string Name, string Sql, string Sha256)
{
    private const string Prefix = "migrations/";

    /// <summary>A file that says so in its first line runs outside a transaction (create index concurrently).</summary>
    public bool IsTransactional => !Sql.StartsWith("-- no-transaction", StringComparison.Ordinal);

    /// <summary>Every migration, in order of its number.</summary>
    /// <exception cref="InvalidOperationException">Two files have one number.</exception>
    public static IReadOnlyList<Migration> All()
    {
        var assembly = typeof(Migration).Assembly;
        var all = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly.GetManifestResourceStream(name)!, name[Prefix.Length..]))
            .ToList();
        var twice = all.CountBy(migration => migration.Version).FirstOrDefault(pair => pair.Value > 1).Key;
        return twice == 0
            ? all
            : throw new InvalidOperationException($"Two migrations have the number {twice:0000}; renumber the newer one.");
    }

    private static Migration Read(Stream stream, string name)
    {
        using var reader = new StreamReader(stream);
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        var version = int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        return new(version, name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }
}
