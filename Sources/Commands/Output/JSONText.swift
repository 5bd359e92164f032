import FoundationEssentials
import RegistryCore

/// One JSON document: keys sorted, so that the same finding is always the same text, times in UTC
/// as every record writes them, and on several lines only where a person looks.
func jsonText(_ value: some Encodable, isPretty: Bool) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    encoder.dateEncodingStrategy = .custom { date, encoder in
        var container = encoder.singleValueContainer()
        try container.encode(date.timestamp)
    }
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// What a program reads where a command failed: `{"error": {…}}`.
struct FailureDocument: Encodable {
    let error: Failure

    /// The weightiest objection, and then all of them.
    struct Failure: Encodable {
        let code: ErrorCode
        let message: String
        let remedy: String
        let objections: [Objection]
    }

    init(_ error: RegistryError) {
        let first = error.objections[0]
        self.error = Failure(
            code: first.code, message: first.message, remedy: first.remedy,
            objections: error.objections)
    }
}

extension RegistryError {
    /// A failure that no rung below has put into words.
    init(unexpected error: any Error) {
        self.init(
            .internal, "Something failed that Cairn has no words for: \(error)",
            remedy: "Run it again; if it stays, report it with the words you typed.")
    }
}
