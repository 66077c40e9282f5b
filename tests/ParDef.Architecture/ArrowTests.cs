using System.Xml.Linq;

namespace ParDef.Architecture;

public class ArrowTests
{
    [Fact]
    public void Every_project_names_only_projects_above_it()
    {
        var projects = Repository.ProjectFiles("src").ToList();
        Assert.Equal(ProjectArrows.Allowed.Count, projects.Count);
        Assert.Empty(projects.SelectMany(path => ProjectArrows.Violations(Path.GetFileNameWithoutExtension(path), XDocument.Load(path))));
    }

    [Fact]
    public void A_new_arrow_against_the_table_is_noticed()
    {
        var file = XDocument.Parse("""<Project><ItemGroup><ProjectReference Include="../ParDef.Artifacts/ParDef.Artifacts.csproj" /></ItemGroup></Project>""");
        Assert.Equal(["ParDef.Onnx -> ParDef.Artifacts"], ProjectArrows.Violations("ParDef.Onnx", file));
    }

    [Fact]
    public void The_table_itself_has_no_arrow_downwards()
    {
        var order = ProjectArrows.Allowed.Keys.ToList();
        foreach (var (project, allowed) in ProjectArrows.Allowed)
        {
            Assert.All(allowed, name => Assert.True(order.IndexOf(name) < order.IndexOf(project), $"{project} -> {name}"));
        }
    }
}
