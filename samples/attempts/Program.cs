using ParDef.Attacks.Faults;
using ParDef.Attacks.Forgeries;

const int Attempts = 10;
const int Weights = 8_000;

var chosen = Forgery.All.Where(forgery => args.Length == 1 && (args[0] == "all" || args[0] == forgery.Name)).ToList();
if (chosen.Count == 0)
{
    Console.WriteLine("usage: dotnet run --project samples/attempts -- all|NAME");
    foreach (var forgery in Forgery.All)
    {
        Console.WriteLine($"  {forgery.Name,-16} {forgery.Description}");
    }

    return 3;
}

using var scene = new Scene(Weights, seed: 1);
int accepted = 0;
foreach (var forgery in chosen)
{
    Console.WriteLine($"{forgery.Name}: {forgery.Description}");
    for (int attempt = 0; attempt < Attempts; attempt++)
    {
        byte[] forged = forgery.Forge(scene.Loot, new SeededRandom((ulong)attempt));
        var outcome = ForgeryTrial.Run(scene, forged);
        accepted += outcome.IsAccepted ? 1 : 0;
        Console.WriteLine($"  {attempt}: {forged.Length:N0} bytes, {(outcome.IsAccepted ? "ACCEPTED" : "stopped by")} {outcome.By}");
    }
}

return accepted == 0 ? 0 : 1;
