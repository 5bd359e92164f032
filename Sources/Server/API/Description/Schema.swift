import RegistryCore

/// What a value in JSON may be: a JSON Schema (draft 2020-12), as far as our answers need one.
struct Schema: Hashable, Sendable {
    /// The schema as JSON itself.
    let json: [String: JSONValue]

    private init(_ json: [String: JSONValue]) {
        self.json = json
    }

    /// Anything at all.
    static let anything = Schema([:])
    static let flag = Schema(["type": "boolean"])
    static let number = Schema(["type": "number"])
    static let count = Schema(["type": "integer", "minimum": 0])
    /// `2026-11-20T14:03:11Z`
    static let time = text(pattern: #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"#)

    /// A text that this regular expression (ECMA 262) fits.
    static func text(pattern: String) -> Schema {
        Schema(["type": "string", "pattern": .text(pattern)])
    }

    /// A text of so many characters at the most.
    static func text(longest: Int? = nil) -> Schema {
        Schema(
            ["type": "string"]
                .merging(longest.map { ["maxLength": .number("\($0)")] } ?? [:]) { $1 })
    }

    /// A whole number.
    static func integer(_ range: ClosedRange<Int>, default usual: Int? = nil) -> Schema {
        Schema(
            [
                "type": "integer", "minimum": .number("\(range.lowerBound)"),
                "maximum": .number("\(range.upperBound)"),
            ].merging(usual.map { ["default": .number("\($0)")] } ?? [:]) { $1 })
    }

    /// One of these words.
    static func choice(_ words: [String]) -> Schema {
        Schema(["type": "string", "enum": .list(words.map(JSONValue.text))])
    }

    /// One of the values of a type of ours.
    static func choice<Value: RawRepresentable & CaseIterable>(of type: Value.Type) -> Schema
    where Value.RawValue == String {
        choice(type.allCases.map(\.rawValue))
    }

    /// A list of such values.
    static func list(_ item: Schema) -> Schema {
        Schema(["type": "array", "items": .map(item.json)])
    }

    /// A map to such values, whatever its keys.
    static func map(_ value: Schema) -> Schema {
        Schema(["type": "object", "additionalProperties": .map(value.json)])
    }

    /// An object of these keys: those it always has, those it may have, and no others.
    static func object(
        _ required: [String: Schema], optional: [String: Schema] = [:], isOpen: Bool = false
    ) -> Schema {
        let all = required.merging(optional) { $1 }
        return Schema([
            "type": "object", "properties": .map(all.mapValues { .map($0.json) }),
            "required": .list(required.keys.sorted().map(JSONValue.text)),
            "additionalProperties": .bool(isOpen),
        ])
    }

    /// One that the description has under a name of its own.
    static func named(_ name: SchemaName) -> Schema {
        Schema(["$ref": .text("#/components/schemas/\(name.rawValue)")])
    }
}
