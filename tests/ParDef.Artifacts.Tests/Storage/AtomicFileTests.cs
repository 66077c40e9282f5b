using System.Diagnostics;
using System.Net.Sockets;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Storage;

namespace ParDef.Artifacts.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pardef").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Target => Path.Combine(_folder, "out");

    [Fact]
    public void A_file_appears_whole_and_alone()
    {
        AtomicFile.Write(Target, [1, 2, 3], overwrite: false);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Target));
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void An_existing_file_needs_overwrite()
    {
        AtomicFile.Write(Target, [1], overwrite: false);
        Assert.Equal(ErrorCode.OutputExists, Assert.Throws<ParDefException>(() => AtomicFile.Write(Target, [2], overwrite: false)).Code);
        Assert.Equal([1], File.ReadAllBytes(Target));
        AtomicFile.Write(Target, [2], overwrite: true);
        Assert.Equal([2], File.ReadAllBytes(Target));
    }

    [Fact]
    public void Failures_leave_nothing_behind()
    {
        string nowhere = Path.Combine(_folder, "missing", "out");
        Assert.Equal(ErrorCode.FileAccess, Assert.Throws<ParDefException>(() => AtomicFile.Write(nowhere, [1], overwrite: false)).Code);
        Directory.CreateDirectory(Target);
        Assert.Equal(ErrorCode.Usage, Assert.Throws<ParDefException>(() => AtomicFile.Write(Target, [1], overwrite: true)).Code);
        Assert.Single(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_socket_and_a_pipe_are_never_replaced()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("nodes are Unix's");
            return;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Target));
        RefusesNode(Target, Target);
        string pipe = Path.Combine(_folder, "pipe");
        using (var made = Process.Start("mkfifo", [pipe]))
        {
            made.WaitForExit();
        }

        string link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, "pipe");
        RefusesNode(pipe, pipe);
        RefusesNode(link, pipe);
        Assert.Equal(3, Directory.EnumerateFileSystemEntries(_folder).Count());
        Assert.Equal(ErrorCode.FileAccess, Assert.Throws<ParDefException>(() => InputFile.Read(pipe)).Code);
    }

    private static void RefusesNode(string path, string node)
    {
        Assert.Equal(ErrorCode.Usage, Assert.Throws<ParDefException>(() => AtomicFile.Write(path, [1], overwrite: true)).Code);
        Assert.False(RegularFile.Is(node));
    }

    [Fact]
    public void What_a_killed_process_left_is_removed_and_nothing_else()
    {
        string digits = new('a', 32);
        string left = Path.Combine(_folder, $".out.{digits}.tmp");
        string[] kept = [$".out.{digits}", ".out.tmp", $".out.{digits[1..]}.tmp", $".other.{digits}.tmp", $".out.{digits}0.tmp", $".out.{new string('z', 32)}.tmp"];
        foreach (string path in kept.Select(name => Path.Combine(_folder, name)).Append(left))
        {
            File.WriteAllBytes(path, [1]);
            File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddHours(-1));
        }

        AtomicFile.Write(Target, [2], overwrite: false);
        Assert.Equal(kept.Append("out").Order(), Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path)).Order());
    }

    [Fact]
    public void What_is_being_written_is_not_taken_for_a_leftover()
    {
        string held = Path.Combine(_folder, $".out.{new string('b', 32)}.tmp");
        string fresh = Path.Combine(_folder, $".out.{new string('c', 32)}.tmp");
        File.WriteAllBytes(fresh, [1]);
        using (new FileStream(held, FileMode.CreateNew, FileAccess.Write, FileShare.Delete))
        {
            File.SetLastWriteTimeUtc(held, File.GetLastWriteTimeUtc(held).AddHours(-1));
            AtomicFile.Write(Target, [2], overwrite: false);
            Assert.True(File.Exists(held));
        }

        Assert.True(File.Exists(fresh));
        AtomicFile.Write(Target, [3], overwrite: true);
        Assert.False(File.Exists(held));
    }

    [Fact]
    public void An_empty_file_is_replaced()
    {
        File.WriteAllBytes(Target, []);
        AtomicFile.Write(Target, [1], overwrite: true);
        Assert.Equal([1], File.ReadAllBytes(Target));
    }

    [Fact]
    public void A_link_stays_and_its_target_is_replaced()
    {
        File.WriteAllBytes(Target, [1]);
        string link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, Target);
        AtomicFile.Write(link, [2], overwrite: true);
        Assert.NotNull(File.ResolveLinkTarget(link, returnFinalTarget: false));
        Assert.Equal([2], File.ReadAllBytes(Target));
    }

    [Fact]
    public void Secrets_are_for_their_owner_and_a_replaced_file_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("file modes are Unix's");
            return;
        }

        AtomicFile.Write(Target, [1], overwrite: false, ownerOnly: true);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
        AtomicFile.Write(Target, [2], overwrite: true);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
    }
}
