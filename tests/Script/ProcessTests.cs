namespace Raposa.Script;

/// <summary>How the script knows its own processes and files again: it signals nothing that it did not start.</summary>
public class ProcessTests
{
    [Fact]
    public async Task A_process_is_known_by_its_pid_and_its_start() =>
        Assert.Equal(
            "same running",
            await Bash.CallAsync(
                """
                sleep 60 & pid=$!
                record_process it "$pid"
                [[ $(pid_of it) == "$pid" ]] && printf 'same '
                is_running it && printf 'running'
                kill "$pid"
                """));

    [Fact]
    public async Task A_pid_that_went_to_another_process_is_not_ours() =>
        Assert.Equal(
            "not ours",
            await Bash.CallAsync(
                """
                mkdir -p "$DATA/run"
                printf '%s %s\n' $$ 1 >"$DATA/run/it.pid"
                stop_process it 0
                is_running it || printf 'not ours'
                """));

    [Fact]
    public async Task A_process_that_ended_does_not_run() =>
        Assert.Equal(
            "ended",
            await Bash.CallAsync(
                """
                sleep 60 & pid=$!
                record_process it "$pid"
                stop_process it 5
                is_running it || printf 'ended'
                """));

    [Fact]
    public async Task Secrets_are_made_once_and_read_by_their_owner_only() =>
        Assert.Equal(
            "32 characters, the same twice, mode 600 in 700",
            await Bash.CallAsync(
                """
                first=$(secret writer)
                printf '%d characters, ' "${#first}"
                [[ $(secret writer) == "$first" ]] && printf 'the same twice, '
                printf 'mode %s in %s' "$(stat -c %a "$DATA/secrets/writer")" "$(stat -c %a "$DATA/secrets")"
                """));

    [Theory]
    [InlineData("/srv/raposa", "/srv/raposa/socket")]
    [InlineData("/srv/a folder with blanks", "/srv/a folder with blanks/socket")]
    [InlineData("/srv/it's", "/tmp/raposa-")]
    [InlineData("/srv/a/very/long/path/of/a/data/folder/that/would/make/the/name/of/the/socket/longer/than/the/kernel/allows", "/tmp/raposa-")]
    public async Task The_socket_has_a_path_that_kernel_and_server_take(string home, string expected)
    {
        var folder = await Bash.CallAsync("PG_USER=$(id -un) PG_HOME=$1; socket_folder", home);

        Assert.StartsWith(expected, folder, StringComparison.Ordinal);
        Assert.True(folder.Length + "/.s.PGSQL.65535".Length < 107);
    }

    [Fact]
    public async Task Of_the_servers_on_offer_the_newest_comes_first_and_the_too_old_never() =>
        Assert.Equal(
            "17 16 15",
            await Bash.CallAsync("printf '%s\\n' postgresql-9.6-pgvector postgresql-15-pgvector postgresql-17 postgresql-16 postgresql-13 postgresql-17-pgvector | majors | xargs"));

    [Fact]
    public async Task Logs_of_the_last_starts_are_kept_and_older_ones_go() =>
        Assert.Equal(
            "0: |1:6|2:5|3:4|4:3|5:2|",
            await Bash.CallAsync(
                """
                for start in 1 2 3 4 5 6; do rotate_log it; printf '%s' "$start" >"$DATA/logs/it.log"; done
                rotate_log it
                printf '0: %s|' "$(cat "$DATA/logs/it.log")"
                for n in 1 2 3 4 5; do printf '%s:%s|' "$n" "$(cat "$DATA/logs/it.$n.log")"; done
                """));
}
