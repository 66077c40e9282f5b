using System.Text.Json;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Section 12: what a caller may demand of a file that verifies.</summary>
internal static class IdentityCases
{
    public static IEnumerable<Vector> Make()
    {
        var recipe = Controls.LosslessRecipe();
        var control = Case.Clean(Controls.Lossless, "12", recipe, "");
        string digest = Case.Sha256(recipe.Payload);
        string other = Case.Sha256([]);
        yield return control with { Name = "identity-as-demanded", DemandId = "vector", DemandRevision = 7, Comment = "the id and the very revision demanded" };
        yield return control with { Name = "identity-same-state", State = State("vector", 7, digest), Comment = "a state file that has accepted this content" };
        yield return control with { Name = "identity-newer-than-state", State = State("vector", 6, other), Comment = "a state file that has accepted a lower revision" };
        yield return RolledBack("other-id") with { DemandId = "Vector", Comment = "another id is demanded" };
        yield return RolledBack("revision") with { DemandRevision = 8, Comment = "a higher revision is demanded" };
        yield return RolledBack("state-id") with { State = State("victor", 1, other), Comment = "the state file has accepted another id" };
        yield return RolledBack("state-revision") with { State = State("vector", 8, digest), Comment = "the state file has accepted a higher revision" };
        yield return RolledBack("state-digest") with { State = State("vector", 7, other), Comment = "the state file has accepted this revision with another content digest" };

        Vector RolledBack(string name) =>
            Case.Refused("identity-" + name, "rolled-back", "rolled-back", "12", Controls.Lossless, control.Artifact, "");
    }

    private static string State(string id, ulong revision, string digest) =>
        JsonSerializer.Serialize(new { id, revision, content_digest = digest });
}
