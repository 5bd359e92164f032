import RegistryCore
import Testing

/// Whether values are what the API's own description says of them: as much of JSON Schema as that
/// uses, and a complaint about whatever it would not look at.
struct SchemaCheck {
    let document: JSONValue

    /// What is wrong with `value`, each with where.
    func faults(of value: JSONValue, by schema: JSONValue, at place: String = "$") -> [String] {
        guard case .map(let rules) = schema else { return ["\(place): no schema"] }
        return rules.sorted { $0.key < $1.key }.flatMap { keyword, rule -> [String] in
            switch keyword {
            case "$ref": faults(of: value, by: target(of: rule), at: place)
            case "type": isOf(rule.text ?? "", value) ? [] : ["\(place): no \(rule)"]
            case "enum": rule.list?.contains(value) == true ? [] : ["\(place): not in \(rule)"]
            case "pattern": fits(value, rule) ? [] : ["\(place): \(value) is not \(rule)"]
            case "minimum": bound(value, rule, <) ? ["\(place): below \(rule)"] : []
            case "maximum": bound(value, rule, >) ? ["\(place): above \(rule)"] : []
            case "required":
                (rule.list ?? []).compactMap(\.text).filter { value[$0] == nil }
                    .map { "\(place): lacks \($0)" }
            case "items":
                (value.list ?? []).enumerated().flatMap {
                    faults(of: $1, by: rule, at: "\(place)[\($0)]")
                }
            case "properties", "additionalProperties":
                keyword == "properties" ? members(of: value, by: rules, at: place) : []
            case "maxLength", "default": []
            default: ["\(place): this test knows nothing of \(keyword)"]
            }
        }
            + (rules["properties"] == nil ? members(of: value, by: rules, at: place) : [])
    }

    private func members(
        of value: JSONValue, by rules: [String: JSONValue], at place: String
    ) -> [String] {
        guard case .map(let map) = value, rules["additionalProperties"] != nil else { return [] }
        return map.sorted { $0.key < $1.key }.flatMap { key, member in
            if let rule = rules["properties"]?[key] {
                return faults(of: member, by: rule, at: "\(place).\(key)")
            }
            switch rules["additionalProperties"] {
            case .bool(true): return []
            case .map(let rule): return faults(of: member, by: .map(rule), at: "\(place).\(key)")
            default: return ["\(place): has \(key)"]
            }
        }
    }

    private func target(of reference: JSONValue) -> JSONValue {
        (reference.text ?? "").split(separator: "/").dropFirst()
            .reduce(document) { $0[String($1)] ?? .null }
    }

    private func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("string", .text), ("boolean", .bool), ("array", .list), ("object", .map),
            ("number", .number):
            true
        case ("integer", .number(let text)): Int(text) != nil
        default: false
        }
    }

    private func fits(_ value: JSONValue, _ pattern: JSONValue) -> Bool {
        guard let text = value.text, let pattern = pattern.text,
            let regex = try? Regex(pattern)
        else { return false }
        return text.firstMatch(of: regex) != nil
    }

    private func bound(
        _ value: JSONValue, _ limit: JSONValue, _ isBeyond: (Double, Double) -> Bool
    ) -> Bool {
        guard let value = value.number, let limit = limit.number else { return false }
        return isBeyond(value, limit)
    }
}
