using System.Data.Common;
using System.Net.Sockets;

namespace Raposa.Ingestion;

/// <summary>Trouble that is not the sender's: the database, the object store or a silo is away. Nothing was acknowledged.</summary>
internal static class Outage
{
    public const string Detail = "The platform cannot store anything at this moment; send the same message again later.";

    public static bool Is(Exception failure) =>
        failure is DbException or ObjectStoreException or TimeoutException or IOException or SocketException
        || failure.GetType().Namespace is "Orleans.Runtime";

    /// <summary>False: trying the same again will fail the same way.</summary>
    public static bool MayPass(Exception failure) => failure is not DbException { IsTransient: false };
}
