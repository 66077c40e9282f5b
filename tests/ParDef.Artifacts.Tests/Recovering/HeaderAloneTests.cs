using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Tests.Samples;
using ParDef.Artifacts.Verifying;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Artifacts.Tests.Recovering;

/// <summary>Counts what the whole process allocates, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(HeaderAloneTests), DisableParallelization = true)]
[Collection(nameof(HeaderAloneTests))]
public sealed class HeaderAloneTests
{
    [Fact]
    public void A_header_without_its_file_is_refused_before_memory_is_taken_for_it()
    {
        using var sample = new Sample();
        using var key = FileKey.Generate();
        var (_, copy) = key.Seal(sample.Key, Redundancy.Default, Limits.PayloadBytesOf(Redundancy.Default), 1000, 1000, 0);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        var report = Verifier.Verify(copy, sample.Key, TestContext.Current.CancellationToken);
        Assert.Equal(ErrorCode.Damaged, report.Refusal!.Code);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 32L << 20);
    }
}
