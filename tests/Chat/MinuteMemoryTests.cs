using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Chat;

/// <summary>What was worked out a moment ago is at hand for a minute, and nothing that has changed.</summary>
public sealed class MinuteMemoryTests : IDisposable
{
    private static readonly OrganizationId Ours = new(Guid.CreateVersion7());
    private static readonly VersionKey Known = new(Ours, new(new DateTime(2026, 11, 27, 9, 0, 0, DateTimeKind.Utc), 1, null, 0, null));

    private readonly OffsetClock _clock = new();
    private readonly VersionMemory _memory;

    public MinuteMemoryTests() => _memory = new(_clock);

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void It_is_kept_for_less_than_a_minute()
    {
        _memory.Keep(Known, 7);

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(_memory.TryFind(Known, out var kept));
        Assert.Equal(7, kept);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_memory.TryFind(Known, out _));
    }

    [Fact]
    public void What_has_changed_is_not_found()
    {
        _memory.Keep(Known, 7);

        Assert.False(_memory.TryFind(Known with { Mark = Known.Mark with { FindingsThen = 2 } }, out _));
    }

    [Fact]
    public void What_is_forgotten_goes_and_the_rest_stays()
    {
        var other = Known with { Organization = new(Guid.CreateVersion7()) };
        _memory.Keep(Known, 7);
        _memory.Keep(other, 8);

        _memory.Forget(version => version == 7);

        Assert.Equal((false, true), (_memory.TryFind(Known, out _), _memory.TryFind(other, out _)));
    }
}
