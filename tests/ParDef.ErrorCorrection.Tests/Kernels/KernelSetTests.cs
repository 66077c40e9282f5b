using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection.Tests.Kernels;

public class KernelSetTests
{
    [Fact]
    public void The_widest_supported_set_is_chosen()
    {
        Assert.Equal(KernelSet.All.Last(set => set.IsSupported), KernelSet.Choose(null));
        Assert.Equal(KernelSet.Choose(null), KernelSet.Choose(""));
    }

    [Fact]
    public void A_name_chooses_its_set_or_fails_by_name()
    {
        foreach (var set in KernelSet.All)
        {
            if (set.IsSupported)
            {
                Assert.Same(set, KernelSet.Choose(set.Name));
            }
            else
            {
                Assert.Contains(set.Name, Assert.Throws<PlatformNotSupportedException>(() => KernelSet.Choose(set.Name)).Message);
            }
        }

        Assert.Contains("sse9", Assert.Throws<PlatformNotSupportedException>(() => KernelSet.Choose("sse9")).Message);
    }

    [Fact]
    public void Every_set_but_the_reference_inherits_the_contract()
    {
        var suites = typeof(KernelContract).Assembly.GetTypes().Where(type => type.BaseType == typeof(KernelContract));
        Assert.Equal(KernelSet.All.Count - 1, suites.Count());
    }
}
