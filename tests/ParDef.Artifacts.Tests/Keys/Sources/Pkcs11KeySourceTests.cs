using System.Diagnostics;
using System.Runtime.InteropServices;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys.Sources;

namespace ParDef.Artifacts.Tests.Keys.Sources;

/// <summary>A token in software (Debian package softhsm2) with one key that cannot be taken out of it.</summary>
public sealed partial class Pkcs11KeySourceTests : IDisposable
{
    private const string Module = "/usr/lib/softhsm/libsofthsm2.so";
    private const string Pin = "4711";
    private static readonly string Folder = Directory.CreateTempSubdirectory("pardef-token").FullName;
    private static readonly Lazy<bool> Token = new(MakeToken);

    public Pkcs11KeySourceTests() => File.WriteAllText(PinPath, $"{Pin}\n");

    private static string PinPath => Path.Combine(Folder, "pin");

    public void Dispose() => File.Delete(PinPath);

    private static string UriOf(string label = "model", string token = "pardef", string module = Module, string? pin = null) =>
        $"pkcs11:token={token};object={label};type=secret-key?module-path={module}&{(pin is null ? $"pin-source=file:{PinPath}" : $"pin-value={pin}")}";

    private static void RequireToken()
    {
        Assert.SkipUnless(File.Exists(Module), "softhsm2 is not installed");
        Assert.True(Token.Value);
    }

    [Fact]
    public void The_key_of_a_token_is_always_the_same_and_differs_by_label()
    {
        RequireToken();
        using var first = KeySource.Parse(UriOf()).Open(TestContext.Current.CancellationToken);
        using var again = KeySource.Parse(UriOf(pin: Pin)).Open(TestContext.Current.CancellationToken);
        using var other = KeySource.Parse(UriOf("other")).Open(TestContext.Current.CancellationToken);
        Assert.Equal(first.KeyId, again.KeyId);
        Assert.NotEqual(first.KeyId, other.KeyId);
    }

    [Fact]
    public void What_is_not_there_or_not_allowed_is_refused()
    {
        RequireToken();
        Assert.Contains("no such token", Refusal(UriOf(token: "stranger")).Message);
        Assert.Contains("no such key", Refusal(UriOf("stranger")).Message);
        var wrongPin = Refusal(UriOf(pin: "0815"));
        Assert.Contains("PIN is wrong", wrongPin.Message);
        Assert.DoesNotContain("0815", wrongPin.Message + wrongPin.Hint);
    }

    [Fact]
    public void A_module_that_does_not_exist_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "modules are looked for as Linux does");
        Assert.Equal(ErrorCode.FileAccess, Refusal(UriOf(module: "/no/such/module.so")).Code);
    }

    [Fact]
    public void A_PIN_that_cannot_be_read_is_refused()
    {
        RequireToken();
        File.Delete(PinPath);
        Assert.Contains("PIN cannot be read", Refusal(UriOf()).Message);
    }

    private static ParDefException Refusal(string uri) =>
        Assert.Throws<ParDefException>(() => KeySource.Parse(uri).Open(TestContext.Current.CancellationToken));

    private static bool MakeToken()
    {
        string tokens = Directory.CreateDirectory(Path.Combine(Folder, "tokens")).FullName;
        string configuration = Path.Combine(Folder, "softhsm2.conf");
        File.WriteAllText(configuration, $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");

        // The module asks the C library, which does not see what .NET sets.
        _ = SetVariable("SOFTHSM2_CONF", configuration, 1);
        var start = new ProcessStartInfo("softhsm2-util", ["--init-token", "--free", "--label", "pardef", "--so-pin", Pin, "--pin", Pin])
        {
            RedirectStandardOutput = true,
            Environment = { ["SOFTHSM2_CONF"] = configuration },
        };
        using (var process = Process.Start(start)!)
        {
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }

        // Opened once, so that the resolver of the product is in place.
        Refusal(UriOf("none", pin: Pin));
        var factories = new Pkcs11InteropFactories();
        using var library = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, Module, AppType.MultiThreaded);
        using var session = library.GetSlotList(SlotsType.WithTokenPresent).First(slot => slot.GetTokenInfo().Label.TrimEnd() == "pardef").OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_USER, Pin);
        foreach (string label in (string[])["model", "other"])
        {
            using var mechanism = factories.MechanismFactory.Create(CKM.CKM_GENERIC_SECRET_KEY_GEN);
            session.GenerateKey(
                mechanism,
                [
                    factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY),
                    factories.ObjectAttributeFactory.Create(CKA.CKA_KEY_TYPE, CKK.CKK_GENERIC_SECRET),
                    factories.ObjectAttributeFactory.Create(CKA.CKA_VALUE_LEN, 32),
                    factories.ObjectAttributeFactory.Create(CKA.CKA_LABEL, label),
                    factories.ObjectAttributeFactory.Create(CKA.CKA_TOKEN, true),
                    factories.ObjectAttributeFactory.Create(CKA.CKA_SIGN, true),
                    factories.ObjectAttributeFactory.Create(CKA.CKA_SENSITIVE, true),
                    factories.ObjectAttributeFactory.Create(CKA.CKA_EXTRACTABLE, false),
                ]);
        }

        session.Logout();
        return true;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
