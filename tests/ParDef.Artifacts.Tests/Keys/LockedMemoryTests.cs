using System.Globalization;
using ParDef.Artifacts.Keys;

namespace ParDef.Artifacts.Tests.Keys;

public class LockedMemoryTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(4096)]
    [InlineData(4097)]
    public void It_is_zero_and_holds_what_is_written(int length)
    {
        using var memory = new LockedMemory(length);
        Assert.Equal(length, memory.Span.Length);
        Assert.False(memory.Span.ContainsAnyExcept((byte)0));
        memory.Span.Fill(7);
        Assert.False(memory.Span.ContainsAnyExcept((byte)7));
    }

    [Fact]
    public void The_system_knows_that_it_is_locked_and_not_dumped()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux lists the flags of memory");
        using var memory = new LockedMemory(32);
        Assert.SkipUnless(memory.IsLocked, "this process may not lock memory");
        string flags = FlagsOfMapping(memory);
        Assert.Contains(" lo", flags, StringComparison.Ordinal);
        Assert.Contains(" dd", flags, StringComparison.Ordinal);
    }

    [Fact]
    public void Disposing_zeroes_and_refuses_further_use()
    {
        var memory = new LockedMemory(32);
        memory.Span.Fill(7);
        var window = memory.Span;
        memory.Dispose();
        memory.Dispose();
        Assert.False(window.ContainsAnyExcept((byte)0));
        Assert.Throws<ObjectDisposedException>(() => memory.Span.Length);
    }

    [Fact]
    public void Memories_can_be_made_and_given_back_without_end()
    {
        // Together far more than a process may lock by default, 8 MiB.
        for (int i = 0; i < 100; i++)
        {
            using var memory = new LockedMemory(1 << 20);
            memory.Span[^1] = 1;
        }

        using var last = new LockedMemory(32);
        using var first = new LockedMemory(32);
        Assert.Equal(first.IsLocked, last.IsLocked);
    }

    [Fact]
    public void Beyond_the_limit_it_works_unlocked()
    {
        using var memory = new LockedMemory(512 << 20);
        memory.Span[^1] = 1;
        Assert.Equal(1, memory.Span[^1]);
    }

    private static string FlagsOfMapping(LockedMemory memory)
    {
        ulong address = (ulong)memory.Address;
        bool isInside = false;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            if (line.Split(' ', 2)[0].Split('-') is [var from, var to] && ulong.TryParse(from, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong start))
            {
                isInside = address >= start && address < ulong.Parse(to, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            }
            else if (isInside && line.StartsWith("VmFlags", StringComparison.Ordinal))
            {
                return line;
            }
        }

        return "";
    }
}
