using ParDef.ErrorRates.Channels;
using ParDef.ErrorRates.Sweeps;

namespace ParDef.ErrorRates.Tests.Sweeps;

public class ChannelGridTests
{
    [Fact]
    public void Numbers_of_one_kind_are_combined()
    {
        Assert.Equal([new FlippedBits(0.1), new FlippedBits(0.2)], ChannelGrid.Of([0.1, 0.2], [], [], [], []));
        Assert.Equal(
            ["f=0.05 p=0.01", "f=0.05 p=0.02", "f=0.1 p=0.01", "f=0.1 p=0.02"],
            ChannelGrid.Of([0.01, 0.02], [0.05, 0.1], [], [], []).Select(channel => channel.Parameters));
    }

    [Fact]
    public void Nothing_and_numbers_of_two_kinds_are_no_channel()
    {
        Assert.Empty(ChannelGrid.Of([], [], [], [], []));
        Assert.Empty(ChannelGrid.Of([0.1], [], [0.1], [], []));
        Assert.Empty(ChannelGrid.Of([], [], [], [0.1], []));
    }
}
