namespace Raposa.Cli;

/// <summary>How to sign in to the demo, and three commands to try.</summary>
internal static class DemoReport
{
    /// <param name="state">A demo that is complete.</param>
    /// <param name="server">Where it runs now; the port may be another than when it was made.</param>
    /// <param name="dataFolder">Named in commands only where it is not the default one.</param>
    public static string Write(DemoState state, Uri server, string dataFolder)
    {
        var url = server.ToString().TrimEnd('/');
        var data = Path.GetFileName(dataFolder.TrimEnd(Path.DirectorySeparatorChar)) == ".raposa" ? "" : $" --data {Quote(dataFolder)}";
        return $$"""
            {{DemoSeeder.CompanyName}}, a day of an invented company:
              Open       {{url}}
              E-mail     {{state.Email}}
              Password   {{state.Password}}

            Three commands to try:
              curl -s {{url}}/v1/incidents -H "authorization: Bearer $(curl -s {{url}}/v1/sign-in -H 'content-type: application/json' -d '{"email":"{{state.Email}}","password":"{{state.Password}}"}' | sed 's/.*"accessToken":"\([^"]*\)".*/\1/')"
              ./raposa send FOLDER-WITH-CLOUDTRAIL --url {{url}} --key {{state.ApiKey}} --secret {{state.SigningSecret}}
              ./raposa sql{{data}} --org {{state.Organization}} -c 'select severity, title, hit_count from incidents.incident order by severity desc'
            """;
    }

    // For a shell: nothing inside single quotes means anything but the quote itself.
    private static string Quote(string text) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_')
            ? text
            : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
