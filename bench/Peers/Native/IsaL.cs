using System.Runtime.InteropServices;

namespace ParDef.Peers.Native;

/// <summary>The functions of Intel's ISA-L that a Reed-Solomon erasure code over GF(256) needs (isa-l/erasure_code.h).</summary>
internal static partial class IsaL
{
    private const string Library = "libisal.so.2";

    /// <summary>True if the library can be loaded.</summary>
    public static bool IsPresent
    {
        get
        {
            bool loaded = NativeLibrary.TryLoad(Library, out nint handle);
            if (loaded)
            {
                NativeLibrary.Free(handle);
            }

            return loaded;
        }
    }

    /// <summary>Fills m x k coefficients: the identity above a Cauchy matrix, of which every k rows can be inverted.</summary>
    [LibraryImport(Library, EntryPoint = "gf_gen_cauchy1_matrix")]
    public static partial void MakeCauchyMatrix(Span<byte> matrix, int m, int k);

    /// <summary>Inverts an n x n matrix; the input is destroyed. Zero on success.</summary>
    [LibraryImport(Library, EntryPoint = "gf_invert_matrix")]
    public static partial int Invert(Span<byte> matrix, Span<byte> inverse, int n);

    /// <summary>Expands rows x k coefficients into 32 bytes each.</summary>
    [LibraryImport(Library, EntryPoint = "ec_init_tables")]
    public static partial void MakeTables(int k, int rows, ReadOnlySpan<byte> matrix, Span<byte> tables);

    /// <summary>Multiplies k sources with rows of coefficients.</summary>
    [LibraryImport(Library, EntryPoint = "ec_encode_data")]
    public static unsafe partial void Encode(int length, int k, int rows, ReadOnlySpan<byte> tables, byte** sources, byte** targets);
}
