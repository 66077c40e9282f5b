using ParDef.ErrorCorrection;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorRates.Channels;

/// <summary>The pages of one chain as they were received, numbered payload first, then parity.</summary>
internal sealed class FramePages(CodeGeometry geometry)
{
    private readonly PageState[] _payloadStates = new PageState[geometry.PayloadPages];
    private readonly PageState[] _parityStates = new PageState[geometry.ParityPages];

    /// <summary>Payload pages of 4,096 bytes.</summary>
    public byte[] Payload { get; } = new byte[geometry.PayloadPages * CodeGeometry.PageBytes];

    /// <summary>Parity pages of 4,096 bytes, of which 4,080 are coded.</summary>
    public byte[] Parity { get; } = new byte[geometry.ParityPages * CodeGeometry.PageBytes];

    /// <summary>States of the payload pages.</summary>
    public ReadOnlySpan<PageState> PayloadStates => _payloadStates;

    /// <summary>States of the parity pages.</summary>
    public ReadOnlySpan<PageState> ParityStates => _parityStates;

    /// <summary>Number of pages of both kinds.</summary>
    public int Count => _payloadStates.Length + _parityStates.Length;

    /// <summary>The bytes of a page, 0 to <see cref="Count"/> - 1.</summary>
    public Span<byte> this[int page] => IsPayload(page)
        ? Payload.AsSpan(page * CodeGeometry.PageBytes, CodeGeometry.PageBytes)
        : Parity.AsSpan((page - _payloadStates.Length) * CodeGeometry.PageBytes, CodeGeometry.PageBytes);

    /// <summary>Says what is known about a page.</summary>
    public void Mark(int page, PageState state)
    {
        if (IsPayload(page))
        {
            _payloadStates[page] = state;
        }
        else
        {
            _parityStates[page - _payloadStates.Length] = state;
        }
    }

    /// <summary>Says the same about every page.</summary>
    public void MarkAll(PageState state)
    {
        Array.Fill(_payloadStates, state);
        Array.Fill(_parityStates, state);
    }

    private bool IsPayload(int page) => page < _payloadStates.Length;
}
