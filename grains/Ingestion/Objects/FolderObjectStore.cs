using System.Runtime.InteropServices;

namespace Raposa.Ingestion;

/// <summary>
/// Objects as files of one folder: the embedded default. A put writes beside, flushes to the disk, renames and flushes the
/// folder, so that a key holds one whole object or none, whatever dies when.
/// </summary>
/// <param name="root">Made if it is not there.</param>
internal sealed class FolderObjectStore(string root, TimeProvider time) : IObjectStore
{
    // What a put of a large body over a slow disk may take at the very most.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    // Not a key: keys begin with "orgs/". What a crash left here is swept at a later start.
    private readonly string _unfinished = Path.Combine(root, ".unfinished");
    private long _puts;

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(_unfinished);
            foreach (var file in Directory.EnumerateFiles(_unfinished))
            {
                if (time.GetUtcNow() - File.GetLastWriteTimeUtc(file) > Abandoned)
                {
                    File.Delete(file);
                }
            }

            return Task.CompletedTask;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ObjectStoreException($"The folder {root} cannot be written: {failure.Message}", failure);
        }
    }

    public async Task PutAsync(string key, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        var path = PathOf(key);
        var beside = Path.Combine(_unfinished, $"{Environment.ProcessId}-{Interlocked.Increment(ref _puts)}");
        try
        {
            Directory.CreateDirectory(_unfinished);
            using (var file = File.OpenHandle(
                beside, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.Asynchronous, content.Length))
            {
                await RandomAccess.WriteAsync(file, content, 0, cancellationToken);
                RandomAccess.FlushToDisk(file);
            }

            CreateFolder(Path.GetDirectoryName(path)!);
            File.Move(beside, path, overwrite: true);
            Flush(Path.GetDirectoryName(path)!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ObjectStoreException($"{key} could not be written below {root}: {failure.Message}", failure);
        }
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(key), cancellationToken);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ObjectStoreException($"{key} could not be read below {root}: {failure.Message}", failure);
        }
    }

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => Task.FromResult(File.Exists(PathOf(key)));

    private string PathOf(string key)
    {
        var path = Path.GetFullPath(Path.Combine(root, key));
        return path.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new ArgumentException($"'{key}' is not the key of an object: it leads out of the store.", nameof(key));
    }

    // A folder is durable once the folder it is in was flushed.
    private static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        var parent = Path.GetDirectoryName(folder)!;
        CreateFolder(parent);
        Directory.CreateDirectory(folder);
        Flush(parent);
    }

    // .NET opens no folders, and Windows flushes them by itself.
    private static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, flags: 0);
        if (descriptor < 0)
        {
            throw new IOException($"{folder} could not be opened (errno {Marshal.GetLastPInvokeError()}).");
        }

        var result = Synchronize(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (result != 0)
        {
            throw new IOException($"{folder} could not be flushed (errno {error}).");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
