using System.CommandLine;
using ParDef.Curves;
using ParDef.ErrorRates.Sweeps;
using SkiaSharp;

var channel = new Option<string>("--channel") { Description = "Kind of the channel", Required = true };
channel.AcceptOnlyFromAmong([.. Axis.All.Select(axis => axis.Channel)]);
var output = new Option<FileInfo>("--output", "-o") { Description = "PNG file", Required = true };
var files = new Argument<FileInfo[]>("files") { Description = "CSV files of sweeps", Arity = ArgumentArity.OneOrMore };
files.AcceptExistingOnly();

var root = new RootCommand("Draws frame error rates that ErrorRates has simulated, with the limits of the channel.") { channel, files, output };
root.SetAction(parsed =>
{
    if (SKFontManager.Default.FontFamilyCount == 0)
    {
        Console.Error.WriteLine("this machine has no fonts: the plot would have no text");
        return 1;
    }

    var axis = Axis.All.Single(axis => axis.Channel == parsed.GetValue(channel));
    var curves = Curve.Of(parsed.GetValue(files)!.SelectMany(file => SweepFile.Read(file.FullName)), axis);
    using var plot = new ErrorRatePlot(axis);
    foreach (var curve in curves)
    {
        plot.Add(curve);
    }

    plot.Save(parsed.GetValue(output)!.FullName);
    return 0;
});
return root.Parse(args).Invoke();
