namespace ParDef.Attacks.Searches;

/// <summary>All attacks on stored weights.</summary>
public static class AttackCatalog
{
    /// <summary>In the order of the documents.</summary>
    public static IReadOnlyList<IAttack> All { get; } =
    [
        new BitFlipAttack(),
        new TargetedBitFlipAttack(TargetedBitFlipKind.AllToOne),
        new TargetedBitFlipAttack(TargetedBitFlipKind.OneToOne),
        new TargetedBitFlipAttack(TargetedBitFlipKind.Stealthy),
        new OneSampleAttack(),
        new BitTrojanAttack(),
        new SignedTrojanAttack(),
        new UnsignedTrojanAttack(),
        new BoundedWeightAttack(),
        new ChannelAttack(),
        new RowhammerAttack(),
    ];

    /// <summary>An attack by its name.</summary>
    /// <exception cref="ArgumentException">There is none; the names are said.</exception>
    public static IAttack Find(string name) => All.FirstOrDefault(attack => attack.Name == name)
        ?? throw new ArgumentException($"there is no attack {name}; there are {string.Join(", ", All.Select(attack => attack.Name))}");
}
