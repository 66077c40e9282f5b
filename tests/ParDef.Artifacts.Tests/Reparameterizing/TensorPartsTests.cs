using Google.Protobuf;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Reparameterizing;

namespace ParDef.Artifacts.Tests.Reparameterizing;

/// <summary>Plans that contradict their tensor, or themselves.</summary>
public class TensorPartsTests
{
    /// <summary>Orbits of three and two channels, four factors.</summary>
    private static ReparameterizationEntry Entry(Action<ReparameterizationEntry>? change = null)
    {
        var entry = new ReparameterizationEntry { Seed = ByteString.CopyFrom(new byte[32]), Law = 1, Factors = 4 };
        entry.Orbits.Add([3, 2]);
        change?.Invoke(entry);
        return entry;
    }

    /// <summary>Six by five binary32 elements: the orbit of three on positions 0 to 2 of the rows, both orbits on the columns.</summary>
    private static TensorEntry Tensor(Action<TensorEntry>? change = null)
    {
        var tensor = new TensorEntry { Name = "w", Length = 120, ElementType = 1 };
        var part = new PartEntry { Elements = 30 };
        part.Axes.Add(Axis(5, Moving(3, 1), new RunEntry { Count = 3 }));
        part.Axes.Add(Axis(1, Moving(5, 1)));
        tensor.Parts.Add(part);
        change?.Invoke(tensor);
        return tensor;
    }

    private static AxisEntry Axis(ulong inner, params RunEntry[] runs)
    {
        var axis = new AxisEntry { Inner = inner };
        axis.Runs.Add(runs);
        return axis;
    }

    private static RunEntry Moving(uint count, uint channel) => new() { Count = count, Channel = channel, ChannelStep = 1 };

    private static bool IsAccepted(TensorEntry tensor) => TensorParts.Decode(tensor, Channels.Of(Entry())!) is not null;

    [Fact]
    public void A_plan_survives_its_parts()
    {
        var planned = TensorParts.Decode(Tensor(), Channels.Of(Entry())!)!;
        Assert.Equal(30, planned.Elements);
        Assert.Equal(Tensor().Parts, TensorParts.Encode(planned, withFactors: true));
    }

    public static TheoryData<string> Refusals() => [.. Bad.Keys];

    private static readonly Dictionary<string, Action<TensorEntry>> Bad = new()
    {
        ["integers"] = tensor => tensor.ElementType = 7,
        ["half an element"] = tensor => tensor.Length = 122,
        ["a tensor of another length"] = tensor => tensor.Length = 116,
        ["a part behind the end"] = tensor => tensor.Parts[0].Offset = 1,
        ["a part far behind the end"] = tensor => tensor.Parts[0].Offset = ulong.MaxValue,
        ["a part of nothing"] = tensor => tensor.Parts[0].Elements = 0,
        ["a part without axes"] = tensor => tensor.Parts[0].Axes.Clear(),
        ["parts that overlap"] = tensor => tensor.Parts.Add(tensor.Parts[0].Clone()),
        ["parts that fall"] = tensor =>
        {
            tensor.Length = 240;
            var second = tensor.Parts[0].Clone();
            tensor.Parts[0].Offset = 30;
            tensor.Parts.Add(second);
        },
        ["an axis without positions"] = tensor => tensor.Parts[0].Axes[0].Runs.Clear(),
        ["an axis longer than its part"] = tensor => tensor.Parts[0].Axes[0].Runs[1].Count = 4,
        ["an axis of four thousand million positions"] = tensor => tensor.Parts[0].Axes[0].Runs[1].Count = uint.MaxValue,
        ["neighbours in no distance"] = tensor => tensor.Parts[0].Axes[1].Inner = 0,
        ["neighbours at a distance that does not divide"] = tensor => tensor.Parts[0].Axes[0].Inner = 4,
        ["axes that cross"] = tensor => tensor.Parts[0].Axes[1].Inner = 2,
        ["axes that rise"] = tensor => tensor.Parts[0].Axes.Add(tensor.Parts[0].Axes[0].Clone()),
        ["an axis on which nothing changes"] = tensor => tensor.Parts[0].Axes[0].Runs.RemoveAt(0),
        ["a channel beyond the orbits"] = tensor => tensor.Parts[0].Axes[1].Runs[0].Channel = 2,
        ["a factor beyond the factors"] = tensor => tensor.Parts[0].Axes[0].Runs[1].Factors.Add(5),
        ["a channel twice"] = tensor => tensor.Parts[0].Axes[1].Runs[0].ChannelStep = 0,
        ["a part of an orbit"] = tensor => tensor.Parts[0].Axes[0].Runs[0].Channel = 2,
        ["factors in sixteen bits"] = tensor =>
        {
            (tensor.ElementType, tensor.Length) = (10, 60);
            tensor.Parts[0].Axes[0].Runs[1].Factors.Add(1);
            tensor.Parts[0].Axes[0].Runs[1].FactorSteps.Add(1);
        },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_does_not_fit_is_refused(string what)
    {
        Assert.True(IsAccepted(Tensor()));
        Assert.False(IsAccepted(Tensor(Bad[what])));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.NotNull(Channels.Of(Entry()));
        foreach (Action<ReparameterizationEntry> change in (Action<ReparameterizationEntry>[])
            [
                e => e.Seed = ByteString.CopyFrom(new byte[31]), e => e.Law = 3, e => e.Law = 0, e => e.Factors = 0, e => e.Factors = Limits.Channels + 1,
                e => e.Orbits.Add(1), e => e.Orbits.Add(0), e => e.Orbits.Add(uint.MaxValue), e => e.Orbits.Add([Limits.Channels, Limits.Channels]),
            ])
        {
            Assert.Null(Channels.Of(Entry(change)));
        }
    }

    [Fact]
    public void Positions_are_counted_before_there_is_room_for_them()
    {
        // Each of these axes fits its tensor, and all of them together are more than a manifest may describe.
        var channels = Channels.Of(Entry())!;
        var tensor = new TensorEntry { Name = "w", Length = 4UL * Limits.AxisPositions, ElementType = 1 };
        var part = new PartEntry { Elements = Limits.AxisPositions };
        part.Axes.Add(Axis(1, Moving(5, 1), new RunEntry { Count = Limits.AxisPositions - 5 }));
        tensor.Parts.Add(part);
        Assert.NotNull(TensorParts.Decode(tensor, channels));
        Assert.Null(TensorParts.Decode(Tensor(), channels));
    }
}
