using System.Text.RegularExpressions;
using Raposa.Support;

namespace Raposa.Architecture;

/// <summary>
/// In grains/, the suffix of a file says what it may touch: a Grain, its State and a Filter the engine, a Store the
/// database, a Client the network. Everything else is pure, which is why it can be tested with no actor, database or clock.
/// </summary>
public partial class PurityTests
{
    private static readonly string Grains = Path.Combine(Repository.Root, "grains");

    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(Grains, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Grains, path).Replace('\\', '/')),
    ];

    [Theory, MemberData(nameof(Files))]
    public void Pure_files_use_neither_engine_nor_database_nor_network(string file)
    {
        var forbidden = SuffixOf(file) switch
        {
            "Grain" or "State" or "Filter" => "Npgsql|Dapper|System.Net.Http|Amazon",
            "Store" => "Orleans|System.Net.Http|Amazon",
            "Client" => "Orleans|Npgsql|Dapper",
            "Services" => "Orleans",
            _ => "Orleans|Npgsql|Dapper|System.Net.Http|Amazon",
        };

        Assert.DoesNotMatch($@"(?m)^using ({forbidden})\b", Read(file));
    }

    [Theory, MemberData(nameof(Files))]
    public void Time_and_chance_are_passed_in(string file) => Assert.DoesNotMatch(AmbientInput(), Read(file));

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now)\b|\bGuid\.(NewGuid|CreateVersion7)\(\)|\bRandom\.Shared\b")]
    private static partial Regex AmbientInput();

    private static string Read(string file) => File.ReadAllText(Path.Combine(Grains, file));

    private static string SuffixOf(string file) => file.StartsWith("Database/", StringComparison.Ordinal)
        ? "Store"
        : Suffix().Match(Path.GetFileNameWithoutExtension(file)).Value;

    [GeneratedRegex("(Grain|State|Filter|Store|Client|Services)$")]
    private static partial Regex Suffix();
}
