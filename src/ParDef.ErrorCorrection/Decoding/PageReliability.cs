using System.Numerics;
using System.Runtime.CompilerServices;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection.Decoding;

/// <summary>
/// Tells from the checks alone how much of every page is wrong (docs/coding.md section 6): which pages hold nothing of what was written, and the share of flipped
/// bits in the others. Compiled at once where it loops over all bytes, since one file may be all that a process ever repairs. A check over d doubtful words holds with probability (1 + product of (1 - 2 p)) / 2, so the checks of a page say what its own factor is.
/// </summary>
internal sealed class PageReliability
{
    /// <summary>Wrong bits that a check may hold on average where bit flipping is worth a try.</summary>
    private const double FlippableBitsPerCheck = 0.24;

    private const int MostRefinements = 6;
    private const int WeightScale = 800;
    private const double PriorInformation = 11;
    private const double LeastInformation = 16;
    private const double LostRate = 0.5;
    private const int CertainMagnitude = 127;
    private const int LostMagnitude = 1;
    private const int GreatestMagnitude = 48;

    /// <summary>Sums of phi over the doubtful bits of a check above this start nothing: a message of a sum of 255 is none.</summary>
    private const int PhiBudget = 185;

    private readonly Chain _chain;
    private readonly ChainPages _pages;
    private readonly PageState[] _states;
    private readonly ChainKernels _kernels;
    private readonly ChainBuffers _buffers;
    private readonly bool[] _isLost;
    private readonly double[] _factor;
    private readonly double[] _information;
    private double _pooledFactor;

    public PageReliability(Chain chain, ChainPages pages, PageState[] states, ChainKernels kernels, ChainBuffers buffers)
    {
        _chain = chain;
        _pages = pages;
        _states = states;
        _kernels = kernels;
        _buffers = buffers;
        _isLost = new bool[pages.Count];
        _factor = new double[pages.Count];
        _information = new double[pages.Count];
    }

    /// <summary>Tells whether so many checks of the image hold that bit flipping may succeed.</summary>
    public bool LooksFlippable()
    {
        // An odd number of wrong bits, which are Poisson distributed.
        double share = (1 - Math.Exp(-2 * FlippableBitsPerCheck)) / 2;
        return ComputeSyndrome() <= share * 8 * _chain.BlockBytes * _chain.Rows;
    }

    /// <summary>Estimates all pages from the image, and tells whether the code has capacity for that much damage.</summary>
    public bool TryEstimate()
    {
        ComputeSyndrome();
        _pages.Label(_buffers.Evidence.PageOfWord);
        foreach (bool isWeighted in (bool[])[true, false])
        {
            for (int local = 0; local < _isLost.Length; local++)
            {
                _isLost[local] = _states[local] == PageState.Lost;
            }

            Guess(isWeighted);
            Refine();
            if (BitsInDoubt() <= 8L * _chain.BlockBytes * _chain.Rows)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How sure the bits of a local page are, in steps of 1/6 of a log-likelihood ratio, 1 to 127.</summary>
    public byte Magnitude(int local)
    {
        if (_states[local] == PageState.Trusted)
        {
            return CertainMagnitude;
        }

        double rate = RateOf(local);
        return rate >= LostRate
            ? (byte)LostMagnitude
            : (byte)Math.Clamp((int)Math.Round(PhiTables.StepsPerNat * Math.Log((1 - rate) / rate)), LeastMagnitude(), GreatestMagnitude);
    }

    /// <returns>Unsatisfied checks.</returns>
    private long ComputeSyndrome()
    {
        long unsatisfied = 0;
        for (int row = 0; row < _chain.Rows; row++)
        {
            unsatisfied += _kernels.Syndrome(_chain, _buffers.Image, _buffers.Syndrome, row);
        }

        return unsatisfied;
    }

    /// <summary>Share of wrong bits in a local page: its own estimate where that is clearly another than that of all.</summary>
    private double RateOf(int local)
    {
        const double standardErrors = 5;
        if (_states[local] == PageState.Trusted)
        {
            return 0;
        }

        if (_isLost[local])
        {
            return LostRate;
        }

        double pooled = Math.Max((1 - _pooledFactor) / 2, 1e-9);
        double own = (1 - _factor[local]) / 2;
        double error = 0.5 / Math.Sqrt(Math.Max(_information[local], 1));
        bool differs = Math.Abs(own - pooled) > standardErrors * error && (own > 1.5 * pooled + 0.005 || own < pooled / 2);
        return Math.Clamp(differs ? own : pooled, 1e-9, LostRate);
    }

    /// <summary>The least magnitude that lets a check of average doubt speak at all.</summary>
    private int LeastMagnitude()
    {
        long doubtful = 0;
        for (int local = 0; local < _states.Length; local++)
        {
            doubtful += _states[local] != PageState.Trusted && !_isLost[local] ? _pages.CodedBytes(local) : 0;
        }

        double others = (_chain.InformationBlocks + CodeGeometry.ParityBlocks - 1) * (double)doubtful / (_chain.Columns * _chain.BlockBytes);
        int magnitude = 1;
        while (PhiTables.Phi[magnitude] * Math.Round(others) > PhiBudget)
        {
            magnitude++;
        }

        return magnitude;
    }

    private double BitsInDoubt()
    {
        double bits = 0;
        for (int local = 0; local < _states.Length; local++)
        {
            double rate = RateOf(local);
            bits += rate is <= 0 ? 0 : 8 * _pages.CodedBytes(local) * -(rate * Math.Log2(rate) + (1 - rate) * Math.Log2(1 - rate));
        }

        return bits;
    }

    /// <summary>Takes those pages for lost that come out far below the median while none is taken for lost.</summary>
    private void Guess(bool isWeighted)
    {
        Weigh(isWeighted);
        Sum(PriorInformation);
        double[] sorted = [.. Doubtful().Select(local => _factor[local]).Order()];
        if (sorted.Length == 0)
        {
            return;
        }

        double limit = Math.Min(sorted[sorted.Length / 2], 1) / 2;
        foreach (int local in Doubtful())
        {
            _isLost[local] |= _factor[local] < limit;
        }
    }

    /// <summary>Counts again with checks that hold no other lost page only, until the classes stand.</summary>
    private void Refine()
    {
        bool changed = true;
        for (int round = 0; changed && round < MostRefinements; round++)
        {
            Weigh(isWeighted: true);
            Sum(0);
            changed = false;
            foreach (int local in Doubtful().Where(local => _information[local] >= LeastInformation))
            {
                bool isLost = _factor[local] < 1 - LostRate;
                changed |= isLost != _isLost[local];
                _isLost[local] = isLost;
            }
        }
    }

    /// <summary>Pages of unknown state.</summary>
    private IEnumerable<int> Doubtful() => Enumerable.Range(0, _states.Length).Where(local => _states[local] == PageState.Untrusted);

    /// <summary>Fills in what every check says: to a page that is not lost if no lost one is in the check, to a lost one if no other is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Weigh(bool isWeighted)
    {
        var evidence = _buffers.Evidence;
        Count(local => _states[local] != PageState.Trusted && !_isLost[local], evidence.Doubtful);
        Count(local => _isLost[local], evidence.Lost);
        _pooledFactor = PooledFactor();
        var weights = new CheckWeights(_pooledFactor, _chain.InformationBlocks + CodeGeometry.ParityBlocks, WeightScale, isWeighted);
        int bytes = _chain.BlockBytes;
        var syndrome = _buffers.Syndrome;
        for (int row = 0; row < _chain.Rows; row++)
        {
            for (int j = 0; j < bytes; j++)
            {
                int doubtful = evidence.Doubtful[row * bytes + j];
                int lost = evidence.Lost[row * bytes + j];
                int balance = 8 - 2 * BitOperations.PopCount(syndrome[2 * row * bytes + bytes + j]);
                var (scale, weight) = lost == 0 && doubtful > 0 ? weights[doubtful - 1] : default;
                evidence.ToDoubtful.Set(row, bytes, j, scale * balance, weight);
                (scale, weight) = lost == 1 ? weights[doubtful] : default;
                evidence.ToLost.Set(row, bytes, j, scale * balance, weight);
            }
        }
    }

    /// <summary>Counts in every byte of every row the words of some pages.</summary>
    private void Count(Func<int, bool> takes, byte[] counts)
    {
        _buffers.Marks.Clear();
        _pages.Mark(local => takes(local) ? (byte)1 : (byte)0, _buffers.Marks);
        for (int row = 0; row < _chain.Rows; row++)
        {
            _kernels.CountErased(_chain, _buffers.Marks, row, counts.AsSpan(row * _chain.BlockBytes, _chain.BlockBytes));
        }
    }

    /// <summary>The factor 1 - 2 p of all doubtful words that makes the checks without a lost word most likely.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double PooledFactor()
    {
        var evidence = _buffers.Evidence;
        int bytes = _chain.BlockBytes;
        var syndrome = _buffers.Syndrome;
        var checks = new CheckCounts(_chain.InformationBlocks + CodeGeometry.ParityBlocks);
        for (int row = 0; row < _chain.Rows; row++)
        {
            for (int j = 0; j < bytes; j++)
            {
                if (evidence.Lost[row * bytes + j] == 0)
                {
                    checks.Add(evidence.Doubtful[row * bytes + j], BitOperations.PopCount(syndrome[2 * row * bytes + bytes + j]));
                }
            }
        }

        return checks.MostLikelyFactor();
    }

    /// <summary>Weighted least squares for every page: its factor and how much is known about it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(double priorInformation)
    {
        var evidence = _buffers.Evidence;
        var votes = new long[_states.Length];
        var weights = new long[_states.Length];
        int wordsPerBlock = _chain.BlockBytes / sizeof(ulong);
        for (int column = 0; column < _chain.Columns; column++)
        {
            var edges = _chain.ColumnEdges(column);
            for (int word = 0; word < wordsPerBlock; word++)
            {
                int local = evidence.PageOfWord[2 * wordsPerBlock * column + word];
                if (local == ChainPages.None || _states[local] == PageState.Trusted)
                {
                    continue;
                }

                var (vote, weight) = (_isLost[local] ? evidence.ToLost : evidence.ToDoubtful).Sum(edges, sizeof(ulong) * word);
                votes[local] += vote;
                weights[local] += weight;
            }
        }

        double unit = CheckWeights.Unit(_pooledFactor, WeightScale);
        for (int local = 0; local < _states.Length; local++)
        {
            _information[local] = weights[local] * unit;
            _factor[local] = weights[local] == 0 && priorInformation == 0
                ? _pooledFactor
                : (votes[local] * unit + priorInformation * _pooledFactor) / (_information[local] + priorInformation);
        }
    }
}
