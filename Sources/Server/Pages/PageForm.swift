import HTTPTypes
import RegistryCore

/// In which of the two forms of a page an answer is given.
enum PageForm: Sendable {
    /// For people.
    case html
    /// The same content, for programs.
    case json

    /// What `?format=` names, or else what the client would rather have; a browser names HTML, and
    /// whoever takes anything gets what a browser gets.
    ///
    /// - Throws: 400 for a format that there is not, 406 for a client that reads neither.
    init(_ headers: HTTPFields, format: String?) throws {
        switch format {
        case "html": self = .html
        case "json": self = .json
        case nil: self = try Self.preferred(by: headers)
        case let format?:
            throw APIQuery.invalid(
                "There is no format '\(format.printable)'.", "Leave it out, or write json.")
        }
    }

    private static func preferred(by headers: HTTPFields) throws -> PageForm {
        let acceptance = Acceptance(headers)
        if acceptance.names("text/html") { return .html }
        if acceptance.names("application/json") { return .json }
        guard acceptance.allows("text/html") else {
            throw Refusal.unacceptable(offering: "text/html or application/json")
        }
        return .html
    }
}
