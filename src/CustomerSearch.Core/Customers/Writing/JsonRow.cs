using System.Text.Json;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>Reads the JSON of one customer into a row. What is not of the contract's shape becomes an error of its place.</summary>
public sealed class JsonRow
{
    private const string NotHere = "Is no field of a customer.";
    private const string WrongShape = "Is not of the shape that the contract has here.";
    private const int MostParts = 200;

    private static readonly string[] Secrets = ["customerNo", "department", "idCardNo", "bankCardNo"];
    private static readonly string[] Nested = ["certification", "metrics"];

    private readonly CustomerRow row = new();

    /// <param name="json">Any value; what is no object is an error.</param>
    public static CustomerRow Read(JsonElement json)
    {
        var reader = new JsonRow();
        if (json.ValueKind != JsonValueKind.Object)
            reader.row.Errors.Add("", "Must be a JSON object.");
        else
            reader.ReadObject(json);

        return reader.row;
    }

    private void ReadObject(JsonElement json)
    {
        foreach (var property in json.EnumerateObject())
        {
            try
            {
                ReadProperty(property.Name, property.Value);
            }
            catch (InvalidOperationException)
            {
                // System.Text.Json refuses to make a string of a lone surrogate.
                row.Errors.Add(property.Name, "Must not hold lone surrogates.");
            }
        }
    }

    private void ReadProperty(string name, JsonElement value)
    {
        switch (name)
        {
            case "contacts":
                row.ContactTypes.UnionWith(Enum.GetValues<ContactType>());
                Each(name, value, ["type", "value", "primary"], ReadContact);
                break;
            case "externalIds":
                row.ExternalIds = [];
                Each(name, value, ["system", "id"], (field, part) =>
                    row.ExternalIds.Add(new(field, Text(part, "system"), Text(part, "id"))));
                break;
            case "consents":
                Each(name, value, ["channel", "state", "at", "source", "wording"], (field, part) => row.Consents.Add(new(
                    field, Text(part, "channel"), Text(part, "state"), Text(part, "at"), Text(part, "source"), Text(part, "wording"))));
                break;
            case "sources" or "owners" or "tags":
                ReadWords(name, value);
                break;
            case "rfm":
                row.Errors.Add(name, "Is computed and cannot be written.");
                break;
            default:
                ReadValue(name, value);
                break;
        }
    }

    private void ReadValue(string name, JsonElement value)
    {
        if (Nested.Contains(name) && value.ValueKind == JsonValueKind.Object)
        {
            foreach (var part in value.EnumerateObject())
                ReadValue($"{name}.{part.Name}", part.Value);
        }
        else if (Nested.Contains(name) && value.ValueKind == JsonValueKind.Null)
        {
            foreach (var field in CustomerFields.All.Where(f => f.Name.StartsWith(name + ".", StringComparison.Ordinal)))
                row.Values[field.Name] = new Given(null, GivenAs.Text);
        }
        else if (!CustomerFields.ByName.ContainsKey(name) && !Secrets.Contains(name))
        {
            row.Errors.Add(Nested.Contains(name) ? name : Shown(name), Nested.Contains(name) ? WrongShape : NotHere);
        }
        else if (value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
        {
            row.Values[name] = new Given(value.GetString(), GivenAs.Text);
        }
        else if (value.ValueKind == JsonValueKind.Number)
        {
            row.Values[name] = new Given(value.GetRawText(), GivenAs.Number);
        }
        else
        {
            row.Errors.Add(name, WrongShape);
        }
    }

    private void ReadContact(string field, JsonElement part)
    {
        var isPrimary = part.TryGetProperty("primary", out var primary) && primary.ValueKind == JsonValueKind.True;
        row.Contacts.Add(new GivenContact(field, Text(part, "type"), new Given(Text(part, "value") ?? "", GivenAs.Text), isPrimary));
    }

    private void ReadWords(string name, JsonElement value)
    {
        List<string> words = [];
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= MostParts
            && value.EnumerateArray().All(word => word.ValueKind == JsonValueKind.String))
            words.AddRange(value.EnumerateArray().Select(word => word.GetString()!));
        else if (value.ValueKind != JsonValueKind.Null)
            row.Errors.Add(name, WrongShape);

        (row.Sources, row.Owners, row.Tags) = name switch
        {
            "sources" => (words, row.Owners, row.Tags),
            "owners" => (row.Sources, words, row.Tags),
            _ => (row.Sources, row.Owners, words),
        };
    }

    private void Each(string name, JsonElement value, string[] known, Action<string, JsonElement> read)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return;
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MostParts)
        {
            row.Errors.Add(name, WrongShape);
            return;
        }

        var place = 0;
        foreach (var part in value.EnumerateArray())
        {
            var field = $"{name}[{place++}]";
            if (part.ValueKind == JsonValueKind.Object && part.EnumerateObject().All(p => known.Contains(p.Name)))
                read(field, part);
            else
                row.Errors.Add(field, WrongShape);
        }
    }

    private static string? Text(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A made-up name may hold anything, so it is cut, and digits in it are not shown.</summary>
    private static string Shown(string name) => new([.. name.Where(c => !char.IsControl(c) && !char.IsDigit(c)).Take(50)]);
}
