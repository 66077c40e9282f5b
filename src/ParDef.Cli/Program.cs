using ParDef.Cli.Commands;

return await PardefCommand.InvokeAsync(args);
