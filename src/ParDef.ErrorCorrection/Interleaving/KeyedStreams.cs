namespace ParDef.ErrorCorrection.Interleaving;

/// <summary>Opens the stream of a number from its first word; streams of different numbers are independent.</summary>
public delegate KeyedStream KeyedStreams(ulong number);
