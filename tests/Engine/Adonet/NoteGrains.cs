using Npgsql;
using Orleans;
using Orleans.Runtime;
using Raposa.Organizations;

namespace Raposa.Engine;

/// <summary>Keeps one word. Two grains implement it in the same way, and call their state by the same name.</summary>
[PlatformGrain]
public interface INoteGrain : IGrainWithStringKey
{
    Task Write(string word);

    Task<string?> Read();

    Task Forget();

    Task Rest();
}

[PlatformGrain]
public interface IYellowNoteGrain : INoteGrain;

[PlatformGrain]
public interface IBlueNoteGrain : INoteGrain;

public sealed class YellowNoteGrain([PersistentState("note")] IPersistentState<Note> note) : NoteGrain(note), IYellowNoteGrain;

public sealed class BlueNoteGrain([PersistentState("note")] IPersistentState<Note> note) : NoteGrain(note), IBlueNoteGrain;

public abstract class NoteGrain(IPersistentState<Note> note) : Grain
{
    public async Task Write(string word)
    {
        note.State = new() { Word = word };
        await note.WriteStateAsync();
    }

    public Task<string?> Read() => Task.FromResult(note.State.Word);

    public Task Forget() => note.ClearStateAsync();

    public Task Rest()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

[GenerateSerializer]
public sealed record Note
{
    [Id(0)] public string? Word { get; init; }
}

/// <summary>Asks the database for what is not there.</summary>
[PlatformGrain]
public interface IRefusedGrain : IGrainWithStringKey
{
    Task Ask();
}

internal sealed class RefusedGrain : Grain, IRefusedGrain
{
    public Task Ask() => throw new PostgresException("relation \"notes\" does not exist", "ERROR", "ERROR", "42P01");
}
