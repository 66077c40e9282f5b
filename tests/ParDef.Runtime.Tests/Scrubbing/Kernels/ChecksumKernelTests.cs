using ParDef.ErrorCorrection.Kernels;
using ParDef.Runtime.Scrubbing.Kernels;

namespace ParDef.Runtime.Tests.Scrubbing.Kernels;

public class ChecksumKernelTests
{
    [Fact]
    public void A_forced_set_bounds_the_width()
    {
        Assert.Same(ChecksumKernel.Scalar, ChecksumKernel.Within(KernelSet.Scalar));
        Assert.Same(ChecksumKernel.Portable, ChecksumKernel.Within(KernelSet.Portable));
        Assert.NotSame(ChecksumKernel.Carryless512, ChecksumKernel.Within(KernelSet.Avx2));
        Assert.Same(ChecksumKernel.Within(KernelSet.Avx512), ChecksumKernel.Within(KernelSet.Avx512Vbmi));
        Assert.All(KernelSet.All, set => Assert.True(ChecksumKernel.Within(set).IsSupported));
    }

    [Fact]
    public void The_default_is_the_fastest_within_the_chosen_set()
    {
        Assert.Same(ChecksumKernel.Within(KernelSet.Default), ChecksumKernel.Default);
        Assert.Same(ChecksumKernel.All.Last(kernel => kernel.IsSupported), ChecksumKernel.Within(KernelSet.Avx512));
    }

    [Fact]
    public void Every_kernel_but_the_reference_inherits_the_contract()
    {
        var suites = typeof(ChecksumContract).Assembly.GetTypes().Where(type => type.BaseType == typeof(ChecksumContract));
        Assert.Equal(ChecksumKernel.All.Count - 1, suites.Count());
    }
}
