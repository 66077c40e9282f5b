using ParDef.Fuzz;
using ParDef.Fuzz.Harnesses;
using SharpFuzz;

switch (args)
{
    // Under afl-fuzz: one input after the other in this process.
    case [var name] when Harness.All.FirstOrDefault(harness => harness.Name == name) is { } harness:
        Fuzzer.Run(stream =>
        {
            using var input = new MemoryStream();
            stream.CopyTo(input);
            harness.Run(input.ToArray());
        });
        return 0;

    // A finding, by hand.
    case [var name, var file] when Harness.All.FirstOrDefault(harness => harness.Name == name) is { } harness:
        harness.Run(File.ReadAllBytes(file));
        return 0;

    case ["--write-seeds", var folder]:
        Seeds.Write(folder);
        return 0;

    default:
        Console.Error.WriteLine($"usage: ParDef.Fuzz {string.Join('|', Harness.All.Select(harness => harness.Name))} [FILE], or --write-seeds FOLDER");
        return 3;
}
