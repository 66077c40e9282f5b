namespace ParDef.Artifacts.Opening;

/// <summary>Which of the models of one function is wanted.</summary>
public enum ModelForm
{
    /// <summary>The weights in the order of the model that was protected.</summary>
    Original,

    /// <summary>The weights as they are stored, in the order that was drawn for this artifact: the same inputs and outputs.</summary>
    Reparameterized,
}
