// dotnet run --project samples/ServeModel -- MODEL.onnx MODEL.pardef: protects a model, opens the artifact, makes a session of it.
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Storage;
using ParDef.Runtime;

using var key = MasterKey.Generate(); // a service reads its own: KeyFile.Read(File.ReadAllBytes("model.key"), "model.key")
var file = Protector.Protect(InputFile.Read(args[0]), key, new ProtectOptions { Id = "sample" });
AtomicFile.Write(args[1], file.Content, overwrite: true);
using var model = ProtectedModel.Open(args[1], key, OpenPolicy.Repairing);
using var session = model.CreateSession();
Console.WriteLine($"{model.Identity.Id}, revision {model.Identity.Revision}: inputs {string.Join(", ", session.Inputs.Keys)}");
