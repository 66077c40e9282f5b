using System.Globalization;
using ParDef.Attacks.Faults;

namespace ParDef.ErrorRates;

/// <summary>Frame errors of bit flipping: whole files in which every page is untrusted.</summary>
internal static class Flips
{
    public const string Columns = "pages,K,Zb,chains_a_file,files,lost_at_0.1%,0.2%,0.3%,0.4%,0.5%,0.6%,0.7%,0.8%";

    public static string Row(int payloadPages, double[] rates, int files, ulong seed)
    {
        int[] lost = new int[rates.Length];
        CodedFile? file = null;
        for (int i = 0; i < files; i++)
        {
            file = new CodedFile(payloadPages, SeededRandom.NumberAt(seed, (ulong)i));
            for (int rate = 0; rate < rates.Length; rate++)
            {
                lost[rate] += file.SurvivesFlips(rates[rate], SeededRandom.NumberAt(seed, (ulong)(1000 * i + rate))) ? 0 : 1;
            }
        }

        var geometry = file!.Geometry;
        int[] cells = [payloadPages, geometry.InformationBlocks, geometry.BlockBytes, geometry.Chains, files, .. lost];
        return string.Join(',', cells.Select(cell => cell.ToString(CultureInfo.InvariantCulture)));
    }
}
