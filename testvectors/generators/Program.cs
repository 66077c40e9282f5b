using ParDef.TestVectors.Cases;
using ParDef.TestVectors.Writing;

// One argument: the folder to write to. Vectors that are there and no longer made are removed.
if (args is not [var folder])
{
    Console.Error.WriteLine("usage: dotnet run --project testvectors/generators -c Release -- testvectors");
    return 3;
}

foreach (string old in Directory.GetFiles(folder, "*.vec"))
{
    File.Delete(old);
}

var vectors = AllCases.Make();
foreach (var vector in vectors)
{
    File.WriteAllBytes(Path.Combine(folder, vector.Name + ".vec"), VectorFile.Write(vector));
}

File.WriteAllBytes(Path.Combine(folder, "index.json"), VectorJson.Index(vectors));
Console.WriteLine($"{vectors.Count} vectors, {vectors.Sum(vector => (long)vector.Artifact.Length):N0} bytes");
return 0;
