/// One thing that stands in the way: what happened and why, and what to do about it.
package struct Objection: Hashable, Sendable, Codable {
    package let code: ErrorCode
    /// One or more full sentences.
    package let message: String
    /// The next step, as a full sentence.
    package let remedy: String

    package init(_ code: ErrorCode, _ message: String, remedy: String) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }
}

/// Why something could not be done: every objection at once; the first decides the exit code.
package struct RegistryError: Error, Hashable, Sendable {
    /// Never empty.
    package let objections: [Objection]

    /// Takes one or more objections; traps on none.
    package init(_ objections: [Objection]) {
        precondition(!objections.isEmpty, "an error has at least one objection")
        self.objections = objections
    }

    /// Takes the one objection there is.
    package init(_ code: ErrorCode, _ message: String, remedy: String) {
        self.init([Objection(code, message, remedy: remedy)])
    }

    /// What kind of failure it is: that of its first objection.
    package var kind: FailureKind { objections[0].code.kind }
}

/// What went wrong in the large: one exit code and one HTTP status each.
package enum FailureKind: Sendable {
    case usage, notFound, refused, conflict, integrity, unreachable, `internal`

    /// The exit code of the process; a promise to scripts.
    package var exitCode: Int32 {
        switch self {
        case .usage: 2
        case .notFound: 3
        case .refused: 4
        case .conflict: 5
        case .integrity: 6
        case .unreachable: 7
        case .internal: 10
        }
    }

    /// The status of an HTTP answer (RFC 9110 §15).
    package var httpStatus: Int {
        switch self {
        case .usage: 400
        case .refused: 403
        case .notFound: 404
        case .conflict: 409
        case .integrity: 422
        case .internal: 500
        case .unreachable: 503
        }
    }
}
