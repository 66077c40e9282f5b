namespace ParDef.ErrorCorrection;

/// <summary>What is known about a page before decoding.</summary>
public enum PageState : byte
{
    /// <summary>Its tag verifies.</summary>
    Trusted,

    /// <summary>Its tag does not verify. Most of its bits may still be right.</summary>
    Untrusted,

    /// <summary>It is not all there: missing bytes are zero.</summary>
    Lost,
}
