using System.Runtime.InteropServices;
using Google.Protobuf;
using ParDef.Artifacts.Identity;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Repairing;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection.Interleaving;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Forgeries;

/// <summary>A victim with a key, the file that he expects, and what a forger has got hold of.</summary>
public sealed class Scene : IDisposable
{
    private const string Id = "victim";
    private const int Columns = 10;
    private const int Float = 1;

    /// <summary>Stages everything. Contents follow from the seed; keys are fresh, as nobody may foresee them.</summary>
    /// <param name="weights">Weights of the models, a multiple of 10; 1,000 give the smallest artifact there is.</param>
    /// <param name="seed">Names the weights.</param>
    public Scene(int weights, ulong seed)
    {
        using var before = MasterKey.Generate();
        using var forgers = MasterKey.Generate();
        var random = new SeededRandom(seed);
        byte[] original = Protect(MakeModel(weights, random), before, Id, 2);
        byte[] target = Repairer.Rekey(original, before, Key).Content.ToArray();
        Model = OpenedArtifact.Open(target, Key, OpenPolicy.Strict).RestoreModel();
        Loot = new Loot
        {
            Target = target,
            BeforeRekey = original,
            Others = [Protect(MakeModel(weights, random), Key, Id, 1), Protect(MakeModel(weights, random), Key, "others", 2)],
            Own = Protect(MakeModel(weights, random), forgers, Id, 2),
            Placement = number => new Guess(new SeededRandom(SeededRandom.NumberAt(seed, number))),
        };
    }

    /// <summary>The victim's key.</summary>
    public MasterKey Key { get; } = MasterKey.Generate();

    /// <summary>The model that the target gives back.</summary>
    public byte[] Model { get; }

    /// <summary>What the victim demands.</summary>
    public IdentityPolicy Policy { get; } = new() { ExpectId = Id, MinRevision = 2 };

    /// <summary>What the forger has.</summary>
    public Loot Loot { get; }

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();

    // Nothing is compressed, so that a changed weight is another weight and not a broken stream: the forger's best case.
    private static byte[] Protect(byte[] model, MasterKey key, string id, ulong revision) =>
        Protector.Protect(model, key, new ProtectOptions { Id = id, Revision = revision, Compression = BlockCompression.None }).Content;

    private static byte[] MakeModel(int weights, SeededRandom random)
    {
        var values = new float[weights];
        foreach (ref float value in values.AsSpan())
        {
            value = random.Below(2001) / 1000f - 1;
        }

        return new ModelProto
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Version = 17 } },
            Graph = new GraphProto
            {
                Name = "g",
                Input = { new ValueInfoProto { Name = "x" } },
                Output = { new ValueInfoProto { Name = "y" } },
                Node = { new NodeProto { OpType = "MatMul", Input = { "x", "w" }, Output = { "y" } } },
                Initializer =
                {
                    new TensorProto
                    {
                        Name = "w",
                        DataType = Float,
                        Dims = { weights / Columns, Columns },
                        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)),
                    },
                },
            },
        }.ToByteArray();
    }

    /// <summary>A placement drawn at random: all that can be done without the key.</summary>
    private sealed class Guess(SeededRandom random) : KeyedStream
    {
        public override uint NextWord() => (uint)random.Next();
    }
}
