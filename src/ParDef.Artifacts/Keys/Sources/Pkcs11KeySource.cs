using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Keys.Sources;

/// <summary>
/// A secret key in a PKCS#11 token. It never leaves the token: the master key is HMAC-SHA256 of a label under it, which the token computes.
/// </summary>
public sealed class Pkcs11KeySource : IKeySource
{
    private static readonly byte[] Label = Encoding.ASCII.GetBytes("pardef/1 pkcs11 master key");

    // A module is initialised once in a process: who ends it must not end it for another.
    private static readonly Lock Gate = new();
    private static readonly Lazy<Pkcs11InteropFactories> Factories = new(MakeFactories);

    private readonly Pkcs11Uri _uri;

    internal Pkcs11KeySource(Pkcs11Uri uri) => _uri = uri;

    /// <inheritdoc/>
    public string Name => $"token {_uri.Token}, key {_uri.Label}";

    /// <inheritdoc/>
    public MasterKey Open(CancellationToken cancellation = default)
    {
        lock (Gate)
        {
            return OpenAlone();
        }
    }

    private MasterKey OpenAlone()
    {
        try
        {
            using var library = Factories.Value.Pkcs11LibraryFactory.LoadPkcs11Library(Factories.Value, _uri.ModulePath, AppType.MultiThreaded);
            var slot = library.GetSlotList(SlotsType.WithTokenPresent).FirstOrDefault(slot => slot.GetTokenInfo().Label.TrimEnd() == _uri.Token)
                ?? throw new ParDefException(ErrorCode.FileAccess, $"{Name} is not there: no such token is present", "list the tokens with: pkcs11-tool --module MODULE --list-token-slots");
            using var session = slot.OpenSession(SessionType.ReadOnly);
            LogIn(session);
            try
            {
                return Derive(session);
            }
            finally
            {
                session.Logout();
            }
        }
        catch (Pkcs11Exception failure) when (failure.RV is CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_LEN_RANGE or CKR.CKR_PIN_INVALID)
        {
            throw new ParDefException(ErrorCode.FileAccess, $"{Name} stays locked: the PIN is wrong", "tokens lock after some wrong PINs", failure);
        }
        catch (Exception failure) when (failure is Pkcs11Exception or UnmanagedException)
        {
            throw new ParDefException(ErrorCode.FileAccess, $"{Name} cannot be used: {failure.Message.TrimEnd('.')}", "check module-path, and the key with: pkcs11-tool --module MODULE --login --list-objects", failure);
        }
    }

    private static Pkcs11InteropFactories MakeFactories()
    {
        // The package asks for libdl, which the C library of today has as libdl.so.2 only.
        NativeLibrary.SetDllImportResolver(typeof(Pkcs11InteropFactories).Assembly, Resolve);
        return new Pkcs11InteropFactories();
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == "libdl" && OperatingSystem.IsLinux() ? NativeLibrary.Load("libdl.so.2", assembly, path) : 0;

    private void LogIn(ISession session)
    {
        byte[] pin = Pin();
        try
        {
            session.Login(CKU.CKU_USER, pin);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pin);
        }
    }

    private byte[] Pin()
    {
        if (_uri.PinValue is { } value)
        {
            return Encoding.UTF8.GetBytes(value);
        }

        if (_uri.PinSource is not { } source)
        {
            throw new ParDefException(ErrorCode.Usage, $"{Name} stays locked: no PIN was given", "add pin-source=FILE to the URI");
        }

        string file = source.StartsWith("file:", StringComparison.Ordinal) ? source["file:".Length..] : source;
        try
        {
            byte[] text = File.ReadAllBytes(file);
            byte[] pin = text.AsSpan().TrimEnd("\r\n"u8).ToArray();
            CryptographicOperations.ZeroMemory(text);
            return pin;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ParDefException(ErrorCode.FileAccess, $"{Name} stays locked: the PIN cannot be read from {file}", inner: failure);
        }
    }

    private MasterKey Derive(ISession session)
    {
        var attributes = Factories.Value.ObjectAttributeFactory;
        var keys = session.FindAllObjects([attributes.Create(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY), attributes.Create(CKA.CKA_LABEL, _uri.Label)]);
        if (keys.Count != 1)
        {
            throw new ParDefException(
                ErrorCode.FileAccess, keys.Count == 0 ? $"{Name} is not there: no such key is in the token" : $"{Name} is not unique: {keys.Count} keys of the token have this label");
        }

        using var mechanism = Factories.Value.MechanismFactory.Create(CKM.CKM_SHA256_HMAC);
        byte[] secret = session.Sign(mechanism, keys[0], Label);
        try
        {
            return MasterKey.FromBytes(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
