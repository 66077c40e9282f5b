namespace ParDef.Attacks.Searches;

/// <summary>What an attack must have at hand besides the model and images like those that it will see.</summary>
[Flags]
public enum AttackNeeds
{
    /// <summary>Nothing more: it is aimed at the model's own predictions.</summary>
    None = 0,

    /// <summary>The true class of each image.</summary>
    Labels = 1,

    /// <summary>Pixels of later inputs: a trigger is laid over them.</summary>
    Trigger = 2,

    /// <summary>A last layer that multiplies features by one matrix.</summary>
    LinearHead = 4,
}
