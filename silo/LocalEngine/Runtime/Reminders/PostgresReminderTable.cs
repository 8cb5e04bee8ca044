using System.Globalization;
using Npgsql;
using Orleans;
using Orleans.Runtime;

namespace Raposa.LocalEngine.Reminders;

/// <summary>Reminders in the table <c>engine.reminder</c>.</summary>
internal sealed class PostgresReminderTable(NpgsqlDataSource database) : IReminderTable
{
    private const string Columns = "select grain_id, reminder_name, start_at, period, version from engine.reminder";

    public Task<ReminderTableData> ReadRows(GrainId grainId) => ReadAsync($"{Columns} where grain_id = $1", grainId.ToString());

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => ReadAsync(Columns);

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await ReadAsync($"{Columns} where grain_id = $1 and reminder_name = $2", grainId.ToString(), reminderName))
            .Reminders.SingleOrDefault();

    public async Task<string> UpsertRow(ReminderEntry entry)
    {
        await using var command = database.CreateCommand(
            """
            insert into engine.reminder (grain_id, reminder_name, start_at, period, version) values ($1, $2, $3, $4, 1)
            on conflict (grain_id, reminder_name) do update
              set start_at = excluded.start_at, period = excluded.period, version = engine.reminder.version + 1
            returning version
            """);
        command.Parameters.Add(new() { Value = entry.GrainId.ToString() });
        command.Parameters.Add(new() { Value = entry.ReminderName });
        command.Parameters.Add(new() { Value = entry.StartAt });
        command.Parameters.Add(new() { Value = entry.Period });
        entry.ETag = ((long)(await command.ExecuteScalarAsync())!).ToString(CultureInfo.InvariantCulture);
        return entry.ETag;
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        await using var command = database.CreateCommand(
            "delete from engine.reminder where grain_id = $1 and reminder_name = $2 and version = $3");
        command.Parameters.Add(new() { Value = grainId.ToString() });
        command.Parameters.Add(new() { Value = reminderName });
        command.Parameters.Add(new() { Value = long.Parse(eTag, CultureInfo.InvariantCulture) });
        return await command.ExecuteNonQueryAsync() == 1;
    }

    public async Task TestOnlyClearTable()
    {
        await using var command = database.CreateCommand("delete from engine.reminder");
        await command.ExecuteNonQueryAsync();
    }

    private async Task<ReminderTableData> ReadAsync(string sql, params string[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        var rows = new List<ReminderEntry>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(new()
            {
                GrainId = GrainId.Parse(reader.GetString(0)),
                ReminderName = reader.GetString(1),
                StartAt = reader.GetDateTime(2),
                Period = reader.GetTimeSpan(3),
                ETag = reader.GetInt64(4).ToString(CultureInfo.InvariantCulture),
            });
        }

        return new(rows);
    }
}
