namespace Raposa.DemoWorld;

/// <summary>
/// The world's time: the wall's, faster by a factor where one is asked for, and shifted or stopped by tests. What is about
/// the wire (signatures, tokens) goes by the wall.
/// </summary>
internal sealed class WorldClock(TimeProvider wall, DateTimeOffset start, double speed)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _world = start;
    private DateTimeOffset _since = wall.GetUtcNow();
    private double _speed = speed;

    public TimeProvider Wall => wall;

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
            {
                return _world + ((wall.GetUtcNow() - _since) * _speed);
            }
        }
    }

    /// <summary>Goes on from now at another speed; zero stops the world.</summary>
    public void Run(double speed)
    {
        lock (_gate)
        {
            (_world, _since, _speed) = (_world + ((wall.GetUtcNow() - _since) * _speed), wall.GetUtcNow(), speed);
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (_gate)
        {
            _world += by;
        }
    }

    public void Set(DateTimeOffset to)
    {
        lock (_gate)
        {
            (_world, _since) = (to, wall.GetUtcNow());
        }
    }
}
