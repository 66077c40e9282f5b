namespace ParDef.ErrorCorrection;

/// <summary>Decides whether a decoded page is the one that was protected. The code proposes, the judge decides.</summary>
public interface IPageJudge
{
    /// <summary>True if these 4,096 bytes are the payload page as it was encoded. Called from several threads at once.</summary>
    bool Accepts(int payloadPage, ReadOnlySpan<byte> page);
}
