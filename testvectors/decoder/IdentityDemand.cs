namespace ParDef.IndependentDecoder;

/// <summary>What a caller may demand of content that has verified (section 12).</summary>
/// <param name="Id">The only identity to accept, or null.</param>
/// <param name="LeastRevision">The lowest revision to accept.</param>
/// <param name="Accepted">What was last accepted, or null for first use.</param>
public sealed record IdentityDemand(string? Id, ulong LeastRevision, (string Id, ulong Revision, byte[] ContentDigest)? Accepted)
{
    /// <summary>Refuses what is not demanded.</summary>
    public void Check(Decoded file)
    {
        bool rolledBack = (Id is not null && Id != file.Id)
            || file.Revision < LeastRevision
            || (Accepted is { } last && (last.Id != file.Id
                || file.Revision < last.Revision
                || (file.Revision == last.Revision && !last.ContentDigest.AsSpan().SequenceEqual(file.ContentDigest))));
        if (rolledBack)
        {
            throw new RefusedException("rolled-back", "another identity or an older revision");
        }
    }
}
