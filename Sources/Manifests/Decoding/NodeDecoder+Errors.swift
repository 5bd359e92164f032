import RegistryCore

/// Errors that say what stood where.
extension NodeDecoder {
    /// The innermost key around the node; list entries go by the name of their list.
    var key: String? {
        codingPath.last { $0.intValue == nil }?.stringValue
    }

    func error(_ problem: ManifestError.Problem) -> ManifestError {
        ManifestError(origin: node.origin, problem: problem)
    }

    func wrongType(_ expected: ManifestError.Expected) -> ManifestError {
        error(.wrongType(key: key, expected: expected, found: node.summary))
    }

    /// What a type's own `init(from:)` found wrong, at the node it decoded.
    func refusal(of type: Any.Type, _ decodingError: DecodingError) -> ManifestError {
        guard case .dataCorrupted(let context) = decodingError else {
            return error(.invalid("\(decodingError)"))
        }
        if let key = context.codingPath.dropFirst(codingPath.count).first {
            return badKey(key.stringValue, of: type, context.debugDescription)
        }
        if let allowed = allowedTexts(of: type), case .scalar(let text, _) = node.content {
            let noun = "\(type)".lowercased()
            return error(.notListed(text, noun: noun, allowed: allowed))
        }
        return error(.invalid(context.debugDescription))
    }

    /// A map's key that can't name what the map's type says its keys name.
    private func badKey(_ key: String, of type: Any.Type, _ reason: String) -> ManifestError {
        guard case .map(let entries) = node.content,
            let entry = entries.first(where: { $0.key == key })
        else { return error(.invalid(reason)) }
        let rule = (type as? any NamedKeys.Type)?.rule ?? reason
        return ManifestError(
            origin: entry.origin, problem: .invalid("'\(key.printable)' \(rule)"))
    }
}

/// The texts that an enumeration may be written as; `nil` for any other type.
func allowedTexts(of type: Any.Type) -> [String]? {
    (type as? any CaseIterable.Type).flatMap { rawTexts(of: $0) }
}

private func rawTexts<Cases: CaseIterable>(of type: Cases.Type) -> [String]? {
    let texts = type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
    return texts.isEmpty ? nil : texts
}

/// A map whose keys are names with a grammar.
private protocol NamedKeys {
    static var rule: String { get }
}

extension Dictionary: NamedKeys where Key: TextualName {
    fileprivate static var rule: String { "can't name \(Key.noun): use \(Key.grammar)" }
}
