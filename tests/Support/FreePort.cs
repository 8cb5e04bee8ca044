using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Raposa.Support;

/// <summary>
/// Ports for servers that must be told theirs. They lie below those that the system gives to connections (from 32768), so that none of another
/// test takes one between the look and the server's start; and each is given once.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int End = 29_999;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            if (Given.TryAdd(port, true) && IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
