namespace Raposa.Script;

/// <summary>How RAPOSA_POSTGRES is read, in either of its two forms, and handed on.</summary>
public class ConnectionTests
{
    private const string Read =
        """
        read_connection "$1"
        printf '%s|' "${PG[host]}" "${PG[port]}" "${PG[database]}" "${PG[username]}" "${PG[password]}" "${PG[extra]}"
        """;

    [Theory]
    [InlineData("postgres://ana:pw@db.example:6432/events", "db.example|6432|events|ana|pw||")]
    [InlineData("postgresql://db.example", "db.example|5432|raposa|postgres|||")]
    [InlineData("postgres://a%40b:p%3Aw%2F@h/d?sslmode=verify-full&sslrootcert=/ca.pem", "h|5432|d|a@b|p:w/|SSL Mode=verifyfull;Root Certificate=/ca.pem|")]
    [InlineData("postgres://u:a+b@[::1]:5433/d", "::1|5433|d|u|a+b||")]
    [InlineData("Host=h;Port=5433;Database=d;Username=u;Password=p", "h|5433|d|u|p||")]
    [InlineData("Server=h; User Id=u; Password=\"a;b\"\"c\" ;SSL Mode=Require", "h|5432|raposa|u|a;b\"c|SSL Mode=Require|")]
    [InlineData("Host=h;Password='it''s'", "h|5432|raposa|postgres|it's||")]
    public async Task Both_forms_name_the_same_things(string given, string expected) =>
        Assert.Equal(expected, await Bash.CallAsync(Read, given));

    [Theory]
    [InlineData("plain", "Host=h;Port=1;Database=d;Username=raposa_writer;Password=plain")]
    [InlineData("a;b", "Host=h;Port=1;Database=d;Username=raposa_writer;Password=\"a;b\"")]
    [InlineData("a\"b", "Host=h;Port=1;Database=d;Username=raposa_writer;Password=\"a\"\"b\"")]
    public async Task A_role_gets_a_string_of_its_own_with_its_password_quoted(string password, string expected) =>
        Assert.Equal(expected, await Bash.CallAsync("read_connection 'Host=h;Port=1;Database=d'; npgsql_string raposa_writer \"$1\"", password));

    [Fact]
    public async Task A_parameter_that_is_not_known_is_refused_by_name() =>
        Assert.Contains(
            "the parameter 'options' is not known here",
            await Bash.CallAsync("(read_connection 'postgres://h/d?options=x') 2>&1 || true"),
            StringComparison.Ordinal);
}
