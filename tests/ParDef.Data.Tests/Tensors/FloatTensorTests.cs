using ParDef.Data.Tensors;

namespace ParDef.Data.Tests.Tensors;

public class FloatTensorTests
{
    [Theory]
    [InlineData(new long[] { 2, 3 }, 5)]
    [InlineData(new long[] { -1, -6 }, 6)]
    [InlineData(new long[] { }, 0)]
    public void Values_fill_the_shape(long[] shape, int values) =>
        Assert.Throws<ArgumentException>(() => new FloatTensor(shape, new float[values]));
}
