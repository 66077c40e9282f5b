using System.Globalization;

namespace ParDef.Attacks.Searches;

/// <summary>The values of an attack's options: defaults, and what was said otherwise.</summary>
public sealed class AttackSetting
{
    private readonly Dictionary<string, double> values;

    /// <summary>Sets options.</summary>
    /// <param name="attack">Whose options.</param>
    /// <param name="given">Values by name; the others keep their defaults.</param>
    /// <exception cref="ArgumentException">A name that the attack does not have, or a value out of range.</exception>
    public AttackSetting(IAttack attack, IReadOnlyDictionary<string, double> given)
    {
        ArgumentNullException.ThrowIfNull(attack);
        ArgumentNullException.ThrowIfNull(given);
        values = attack.Options.ToDictionary(option => option.Name, option => option.Default);
        foreach (var (name, value) in given)
        {
            var option = attack.Options.FirstOrDefault(option => option.Name == name)
                ?? throw new ArgumentException($"{attack.Name} has no option {name}; it has {string.Join(", ", values.Keys)}");
            if (!(value >= option.Least && value <= option.Most))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"{name} of {attack.Name} is {option.Least} to {option.Most}, not {value}"));
            }

            values[name] = value;
        }
    }

    /// <summary>All values by name.</summary>
    public IReadOnlyDictionary<string, double> Values => values;

    /// <summary>The value of an option.</summary>
    public double this[string name] => values[name];

    /// <summary>The value of an option that counts.</summary>
    public int Count(string name) => (int)values[name];
}
