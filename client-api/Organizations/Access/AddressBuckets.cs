using System.Net;
using System.Net.Sockets;

namespace Raposa.Organizations.Access;

/// <summary>
/// A token bucket for each remote address, of IPv6 for each /64, which is what one subscriber has. Of this process: behind a balancer an
/// address has as many of them as there are processes.
/// </summary>
/// <remarks>
/// The framework's own limiters count a request as it comes in and on a clock of their own; here a success is given back, and the clock is the
/// platform's. Memory is bounded by having places instead of addresses: each falls to one of 65,536 by a hash that differs from process to
/// process, so nobody can choose whose place to use up.
/// </remarks>
internal sealed class AddressBuckets(int perMinute, TimeProvider time)
{
    private const int Places = 1 << 16;

    private readonly long[] _fullAt = new long[Places];

    /// <summary>Takes one. Null if there was one; else how long to wait.</summary>
    public TimeSpan? Take(IPAddress? address)
    {
        ref var place = ref _fullAt[PlaceOf(address)];
        while (true)
        {
            var (seen, now) = (Volatile.Read(ref place), time.GetUtcNow());
            var bucket = new TokenBucket(perMinute, new(seen, TimeSpan.Zero));
            if (bucket.WaitAt(now) is var wait && wait > TimeSpan.Zero)
            {
                return wait;
            }

            if (Interlocked.CompareExchange(ref place, bucket.Take(now).FullAt.UtcTicks, seen) == seen)
            {
                return null;
            }
        }
    }

    /// <summary>One that was taken comes back.</summary>
    public void Return(IPAddress? address)
    {
        ref var place = ref _fullAt[PlaceOf(address)];
        long seen;
        do
        {
            seen = Volatile.Read(ref place);
        }
        while (Interlocked.CompareExchange(ref place, new TokenBucket(perMinute, new(seen, TimeSpan.Zero)).Return().FullAt.UtcTicks, seen) != seen);
    }

    private static int PlaceOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        var own = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address ?? IPAddress.None;
        own.TryWriteBytes(bytes, out var length);
        var hash = default(HashCode);
        hash.AddBytes(bytes[..(own.AddressFamily == AddressFamily.InterNetworkV6 ? 8 : length)]);
        return hash.ToHashCode() & (Places - 1);
    }
}
