namespace ParDef.Attacks.Searches;

/// <summary>A published attack on stored weights. It changes the weights of its scene step by step; whoever runs it measures between steps and says when it is enough.</summary>
public interface IAttack
{
    /// <summary>Short name, as commands take it.</summary>
    string Name { get; }

    /// <summary>What it does, in one sentence.</summary>
    string Description { get; }

    /// <summary>Authors, title, venue and year.</summary>
    string Paper { get; }

    /// <summary>What must be at hand besides the model.</summary>
    AttackNeeds Needs { get; }

    /// <summary>What can be set.</summary>
    IReadOnlyList<AttackOption> Options { get; }

    /// <summary>Attacks. Every step has been applied when it is returned; the sequence ends where the attack finds nothing that helps.</summary>
    /// <exception cref="Gradients.UnsupportedModelException">The model has no gradient, or not the layers that the attack needs.</exception>
    IEnumerable<AttackStep> Run(AttackScene scene, CancellationToken cancellation);
}
