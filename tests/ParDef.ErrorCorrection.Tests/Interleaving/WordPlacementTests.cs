using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Interleaving;
using ParDef.ErrorCorrection.Tests.Samples;

namespace ParDef.ErrorCorrection.Tests.Interleaving;

public class WordPlacementTests
{
    private const int BlockBytes = 128;
    private static readonly Chain Graph = Chain.Of(27, BlockBytes, 20);
    private static readonly int[] Columns = [.. Graph.InformationColumns];
    private static readonly int Pages = 27 * 20 * BlockBytes / 4096;

    [Fact]
    public void Words_lie_where_the_document_says()
    {
        byte[] pages = new SeededStream(5).Bytes(Pages * 4096);
        var image = new byte[Graph.Columns * 2 * BlockBytes];
        new WordPlacement(Pages, 512, Columns, BlockBytes, new SeededStream(7)).Gather(pages, [.. Enumerable.Range(0, Pages)], image);

        var stream = new SeededStream(7);
        var (a, b, e) = (new int[512], new int[512], new int[Pages]);
        for (int k = 0; k < 512; k++)
        {
            do
            {
                a[k] = 1 + stream.Below(Pages);
            }
            while (Gcd(a[k], Pages) != 1);
            a[k] %= Pages;
            b[k] = stream.Below(Pages);
        }

        for (int j = 0; j < Pages; j++)
        {
            e[j] = stream.Below(512);
        }

        for (int j = 0; j < Pages; j++)
        {
            for (int w = 0; w < 512; w++)
            {
                int k = (w + e[j]) % 512;
                int q = k * Pages + (a[k] * j + b[k]) % Pages;
                int offset = Columns[q / (BlockBytes / 8)] * 2 * BlockBytes + q % (BlockBytes / 8) * 8;
                Assert.Equal(pages.AsSpan(j * 4096 + w * 8, 8), image.AsSpan(offset, 8));
            }
        }
    }

    [Fact]
    public void Scatter_undoes_gather_and_leaves_virtual_pages_alone()
    {
        var placement = new WordPlacement(Pages, 512, Columns, BlockBytes, new SeededStream(9));
        byte[] pages = new SeededStream(5).Bytes(Pages * 4096);
        int[] numbers = [.. Enumerable.Range(0, Pages)];
        numbers[3] = PageDealing.Virtual;
        var image = new byte[Graph.Columns * 2 * BlockBytes];
        var back = new byte[pages.Length];
        placement.Gather(pages, numbers, image);
        placement.Scatter(image, numbers, back);
        for (int page = 0; page < Pages; page++)
        {
            bool same = back.AsSpan(page * 4096, 4096).SequenceEqual(pages.AsSpan(page * 4096, 4096));
            Assert.Equal(page != 3, same);
        }
    }

    [Fact]
    public void A_lost_page_takes_one_word_of_every_stripe()
    {
        var placement = new WordPlacement(Pages, 512, Columns, BlockBytes, new SeededStream(9));
        var only = new byte[Pages];
        only[4] = 1;
        var image = new byte[Graph.Columns * 2 * BlockBytes];
        placement.Mark(only, image);
        var words = Enumerable.Range(0, 512 * Pages)
            .Where(q => image[Columns[q / 16] * 2 * BlockBytes + q % 16 * 8] == 1)
            .ToList();
        Assert.Equal(Enumerable.Range(0, 512), words.Select(q => q / Pages));
        Assert.All(words, q => Assert.Equal(1, image[Columns[q / 16] * 2 * BlockBytes + BlockBytes + q % 16 * 8]));
    }

    [Fact]
    public void Labels_say_whose_word_it_is()
    {
        var placement = new WordPlacement(Pages, 512, Columns, BlockBytes, new SeededStream(9));
        var labels = new ushort[Graph.Columns * 2 * BlockBytes / 8];
        Array.Fill(labels, ushort.MaxValue);
        placement.Label(100, labels);
        for (int page = 0; page < Pages; page++)
        {
            var marks = new byte[Pages];
            marks[page] = 1;
            var image = new byte[Graph.Columns * 2 * BlockBytes];
            placement.Mark(marks, image);
            Assert.Equal(512, labels.Count(label => label == 100 + page));
            Assert.All(Enumerable.Range(0, labels.Length).Where(word => labels[word] == 100 + page), word => Assert.Equal(1, image[8 * word]));
        }
    }

    [Fact]
    public void Every_word_of_a_page_is_where_gathering_puts_it()
    {
        var placement = new WordPlacement(Pages, 512, Columns, BlockBytes, new SeededStream(9));
        var pages = new SeededStream(10).Bytes(Pages * 4096);
        var image = new byte[Graph.Columns * 2 * BlockBytes];
        placement.Gather(pages, [.. Enumerable.Range(0, Pages)], image);
        for (int word = 0; word < 512; word++)
        {
            Assert.Equal(pages.AsSpan(5 * 4096 + 8 * word, 8), image.AsSpan(8 * placement.ImageWordOf(5, word), 8));
        }
    }

    private static int Gcd(int x, int y) => y == 0 ? x : Gcd(y, x % y);
}
