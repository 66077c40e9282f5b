using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Runtime.Liveness;
using ParDef.Runtime.Sessions;
using ParDef.Runtime.Tests.Samples;

namespace ParDef.Runtime.Tests.Loading;

public sealed class WildModelTests
{
    [Theory]
    [MemberData(nameof(Models.WildNames), MemberType = typeof(Models))]
    public void A_model_of_anybody_is_live_or_refused_with_a_reason(string name)
    {
        string path = Models.WildPath(name);
        using var key = MasterKey.Generate();
        byte[] file;
        try
        {
            file = Protector.Protect(File.ReadAllBytes(path), ModelFolder.Of(path), key, new ProtectOptions { Id = name }, TestContext.Current.CancellationToken).Content;
        }
        catch (ParDefException refusal)
        {
            Assert.Skip($"cannot be protected: {refusal.Message}");
            return;
        }

        string folder = Directory.CreateTempSubdirectory("pardef").FullName;
        try
        {
            string artifact = Path.Combine(folder, "m.pardef");
            File.WriteAllBytes(artifact, file);
            using var model = ProtectedModel.Open(artifact, key, OpenPolicy.Strict, null, TestContext.Current.CancellationToken);
            using var session = model.CreateSession(new SessionSettings { Threads = 1 });
            Assert.Equal(0, session.Liveness!.Count(TensorState.Dead));
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"live {session.Liveness.Count(TensorState.Live)} of {session.Liveness.Weights}, unobservable {session.Liveness.Count(TensorState.Unobservable)}");
        }
        catch (ParDefException refusal)
        {
            Assert.Equal(ErrorCode.Unsupported, refusal.Code);
            TestContext.Current.TestOutputHelper!.WriteLine($"refused: {refusal.Message}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
