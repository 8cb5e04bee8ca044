using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Raposa.Collection.Sources;
using Raposa.Database;
using Raposa.Inventory;

namespace Raposa.Reconciliation;

/// <summary>Tells facts that are kept from those that would be read now.</summary>
internal static class SensorFactVersion
{
    /// <summary>Of the columns that the facts are read from, as the source declares them.</summary>
    public static readonly int Columns = new DocumentReader(SourceCatalog.Platform[ChainBook.Sensors]).ColumnsVersion;

    /// <summary>Of the facts: another one where they are read otherwise, or from other columns.</summary>
    public static readonly int Facts = BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Columns} {SqlText.Read("reconcile_documents")}"))));
}
