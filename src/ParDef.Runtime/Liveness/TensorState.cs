namespace ParDef.Runtime.Liveness;

/// <summary>What is known of a tensor of a running session.</summary>
public enum TensorState
{
    /// <summary>The session reads it from watched memory: changed bytes change the outputs, and restored ones give them back bit for bit.</summary>
    Live,

    /// <summary>A shape, an index or a factor that became part of the graph: used when a session is made or to lay out its work, not multiplied.</summary>
    Structural,

    /// <summary>Its value makes no difference for the inputs that were tried: not in this session, nor in one that is made from a changed value.</summary>
    Unobservable,

    /// <summary>Its value matters, but not the bytes that are watched: the session reads a copy that is out of reach.</summary>
    Dead,
}
