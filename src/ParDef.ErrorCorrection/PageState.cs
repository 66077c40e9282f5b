namespace ParDef.ErrorCorrection;

/// <summary>What is known about a page before decoding.</summary>
public enum PageState : byte
{
    /// <summary>Its tag verifies.</summary>
    Trusted,

    /// <summary>Its tag does not verify; most of its bits may still be right.</summary>
    Untrusted,

    /// <summary>It is missing; its bytes are zero and mean nothing.</summary>
    Lost,
}
