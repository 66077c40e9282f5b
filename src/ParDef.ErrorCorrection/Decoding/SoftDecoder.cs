using System.Runtime.InteropServices;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection.Decoding;

/// <summary>
/// Sum-product decoding in two windows that move from both ends of the chain towards each other (docs/coding.md section 5). Corrects close to what the code
/// can correct at all, at some hundred times the cost of bit flipping.
/// </summary>
internal sealed class SoftDecoder
{
    /// <summary>Sections in a window.</summary>
    public const int WindowSections = 7;

    /// <summary>Sweeps of a window over its sections that a chain may take, for each section: what bounds the time whatever the input.</summary>
    public const int SweepsPerSection = 16;

    private const int MostSweepsWithoutMove = 40;
    private const int SweepsInTurn = 4;
    private const int Unused = -1;

    private readonly Chain _chain;
    private readonly SoftKernels _kernels;
    private readonly SoftBuffers _buffers;
    private readonly CancellationToken _cancellation;
    private readonly bool[] _isSatisfied;
    private readonly int[] _slot;
    private readonly Stack<int> _freeSlots;
    private readonly int _sections;
    private int _left;
    private int _right;
    private int _sweeps;

    private SoftDecoder(Chain chain, SoftKernels kernels, SoftBuffers buffers, CancellationToken cancellation)
    {
        _chain = chain;
        _kernels = kernels;
        _buffers = buffers;
        _cancellation = cancellation;
        _sections = chain.Sections + CodeGeometry.TailSections;
        _right = _sections;
        _isSatisfied = new bool[_sections];
        _slot = new int[_sections];
        Array.Fill(_slot, Unused);
        _freeSlots = new Stack<int>(Enumerable.Range(0, 2 * WindowSections));
    }

    /// <summary>Decodes an image in place.</summary>
    /// <param name="chain">The graph.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="image">Received bits; decisions afterwards, in both halves of every column.</param>
    /// <param name="magnitudes">How sure a byte of the image is: 1 (nothing is known) to 127 (certain) steps of 1/6, laid out as the image.</param>
    /// <param name="buffers">Memory.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>Sweeps used.</returns>
    public static int Run(
        Chain chain, KernelSet kernels, Span<byte> image, ReadOnlySpan<byte> magnitudes, SoftBuffers buffers, CancellationToken cancellation)
    {
        Load(chain, image, magnitudes, buffers.Posteriors);
        var decoder = new SoftDecoder(chain, kernels.Soft, buffers, cancellation);
        decoder.MoveWindows();
        Store(chain, buffers.Posteriors, image);
        for (int column = 0; column < chain.Columns; column++)
        {
            kernels.Kernels.Mirror(chain, image, column);
        }

        return decoder._sweeps;
    }

    private bool HasSweeps => _sweeps < SweepsPerSection * _sections;

    private bool WindowsMeet => _right - _left <= 2 * WindowSections;

    private void MoveWindows()
    {
        int leftIdle = 0;
        int rightIdle = 0;
        while (!WindowsMeet && (leftIdle < MostSweepsWithoutMove || rightIdle < MostSweepsWithoutMove) && HasSweeps)
        {
            for (int turn = 0; turn < SweepsInTurn && leftIdle < MostSweepsWithoutMove && !WindowsMeet; turn++)
            {
                SweepUp(_left, _left + WindowSections);
                leftIdle = PassLeft() ? 0 : leftIdle + 1;
            }

            for (int turn = 0; turn < SweepsInTurn && rightIdle < MostSweepsWithoutMove && !WindowsMeet; turn++)
            {
                SweepDown(_right, _right - WindowSections);
                rightIdle = PassRight() ? 0 : rightIdle + 1;
            }
        }

        for (int idle = 0; WindowsMeet && _left < _right && idle < MostSweepsWithoutMove && HasSweeps;)
        {
            SweepUp(_left, _right);
            bool moved = PassLeft();
            moved |= PassRight();
            idle = moved ? 0 : idle + 1;
        }
    }

    private void SweepUp(int from, int to)
    {
        _sweeps += to - from > WindowSections ? 2 : 1;
        for (int section = from; section < to; section++)
        {
            Update(section, upwards: true);
        }
    }

    private void SweepDown(int from, int to)
    {
        _sweeps++;
        for (int section = from - 1; section >= to; section--)
        {
            Update(section, upwards: false);
        }
    }

    /// <summary>Leaves the sections at the left end whose checks all held.</summary>
    private bool PassLeft()
    {
        int before = _left;
        while (_left < _right && _isSatisfied[_left])
        {
            Leave(_left++);
        }

        return _left > before;
    }

    /// <summary>Leaves those at the right end; a section of the tail, whose blocks have few checks, also if the one before it held.</summary>
    private bool PassRight()
    {
        int before = _right;
        while (_right > _left && (_isSatisfied[_right - 1] || (_right > _chain.Sections && _right - 2 >= _left && _isSatisfied[_right - 2])))
        {
            Leave(--_right);
        }

        return _right < before;
    }

    private void Leave(int section)
    {
        if (_slot[section] != Unused)
        {
            _freeSlots.Push(_slot[section]);
            _slot[section] = Unused;
        }
    }

    private void Update(int section, bool upwards)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (_slot[section] == Unused)
        {
            _slot[section] = _freeSlots.Pop();
            _buffers.Messages(_slot[section]).Clear();
        }

        var messages = _buffers.Messages(_slot[section]);
        int rowBytes = messages.Length / CodeGeometry.ParityBlocks;
        int unsatisfied = 0;
        for (int n = 0; n < CodeGeometry.ParityBlocks; n++)
        {
            int rho = upwards ? n : CodeGeometry.ParityBlocks - 1 - n;
            unsatisfied += _kernels.UpdateRow(
                _chain, section * CodeGeometry.ParityBlocks + rho, _buffers.Posteriors, messages.Slice(rho * rowBytes, rowBytes), _buffers.Scratch);
        }

        _isSatisfied[section] = unsatisfied == 0;
    }

    /// <summary>One posterior a bit: plus the magnitude for a zero, minus it for a one. Eight bits of one bit plane at a time.</summary>
    private static void Load(Chain chain, ReadOnlySpan<byte> image, ReadOnlySpan<byte> magnitudes, Span<byte> posteriors)
    {
        int words = chain.BlockBytes / sizeof(ulong);
        var bits = MemoryMarshal.Cast<byte, ulong>(image);
        var magnitude = MemoryMarshal.Cast<byte, ulong>(magnitudes);
        for (int column = 0; column < chain.Columns; column++)
        {
            var block = posteriors.Slice(column * SoftKernels.Stride(chain), SoftKernels.Stride(chain));
            var lanes = MemoryMarshal.Cast<byte, ulong>(block);
            for (int plane = 0; plane < 8; plane++)
            {
                for (int word = 0; word < words; word++)
                {
                    int place = 2 * words * column + word;
                    ulong ones = (bits[place] >> plane) & Lowest;

                    // Two's complement byte by byte: a magnitude of 1 to 127 carries nothing into the next byte.
                    lanes[plane * words + word] = (magnitude[place] ^ (ones * byte.MaxValue)) + ones;
                }
            }

            block[..SoftKernels.Pad].CopyTo(block[(8 * chain.BlockBytes)..]);
        }
    }

    /// <summary>One where the posterior is negative.</summary>
    private static void Store(Chain chain, ReadOnlySpan<byte> posteriors, Span<byte> image)
    {
        int words = chain.BlockBytes / sizeof(ulong);
        var bits = MemoryMarshal.Cast<byte, ulong>(image);
        for (int column = 0; column < chain.Columns; column++)
        {
            var lanes = MemoryMarshal.Cast<byte, ulong>(posteriors.Slice(column * SoftKernels.Stride(chain), 8 * chain.BlockBytes));
            for (int word = 0; word < words; word++)
            {
                ulong value = 0;
                for (int plane = 0; plane < 8; plane++)
                {
                    value |= ((lanes[plane * words + word] >> 7) & Lowest) << plane;
                }

                bits[2 * words * column + word] = value;
            }
        }
    }

    /// <summary>The lowest bit of each of eight bytes.</summary>
    private const ulong Lowest = 0x0101010101010101;
}
