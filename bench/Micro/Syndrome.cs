using BenchmarkDotNet.Attributes;

namespace ParDef.Micro;

/// <summary>All checks of all chains.</summary>
public class Syndrome : BesideCopy
{
    private byte[][] _images = [];
    private byte[] _syndrome = [];

    [Benchmark]
    public int AllRows()
    {
        int weight = 0;
        foreach (byte[] image in _images)
        {
            for (int row = 0; row < Work.Graph.Rows; row++)
            {
                weight += Work.Kernels.Kernels.Syndrome(Work.Graph, image, _syndrome, row);
            }
        }

        return weight;
    }

    protected override void Prepare()
    {
        _images = [.. Enumerable.Range(0, Work.Geometry.Chains).Select(chain => Work.Image(chain, Work.Payload, Work.Parity, _ => true))];
        _syndrome = new byte[Work.Graph.Rows * 2 * Work.Graph.BlockBytes];
        if (AllRows() != 0)
        {
            throw new InvalidOperationException("not a codeword");
        }
    }
}
