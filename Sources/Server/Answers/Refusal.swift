import HTTPTypes
import Registry
import RegistryCore

/// Why a request is not answered as it was meant: the error, and what HTTP says beside it.
struct Refusal: Error {
    let error: RegistryError
    let status: HTTPResponse.Status
    var headers = HTTPFields()
    /// What is wrong with the query that it is about.
    private(set) var query: QueryError?

    /// The status that the error's own kind has, or a full disk.
    init(_ error: RegistryError) {
        let isFull = error.objections.contains { $0.code == .storageFull }
        self.init(
            error, status: isFull ? .insufficientStorage : HTTPResponse.Status(of: error.kind))
    }

    init(_ error: RegistryError, status: HTTPResponse.Status) {
        self.error = error
        self.status = status
    }

    init(
        _ status: HTTPResponse.Status, _ code: ErrorCode, _ message: String, remedy: String
    ) {
        error = RegistryError(code, message, remedy: remedy)
        self.status = status
    }

    /// A query that can't be understood.
    init(_ error: QueryError) {
        self.init(RegistryError(error))
        query = error
    }

    /// What was thrown, in words; what has none is the server's own fault.
    init(any error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let error as RegistryError: self.init(error)
        default:
            self.init(
                .internalServerError, .internal, "Something unforeseen went wrong.",
                remedy: "Ask whoever runs the server to look at its log for this request.")
        }
    }
}

extension Refusal {
    /// Nothing is there, or nothing for this caller: the answer is the same.
    static let notServed = Refusal(RegistryError.notServed)

    /// A password could help.
    static let unauthenticated = Refusal(
        challenging: .unauthenticated, "This takes a token that counts here.",
        remedy: "Ask an admin for one, made by `cairn token create`, and give it as password.")

    /// What the owner of a token can do about it. Only of one that its issuer has signed is more
    /// said than that it does not count.
    init(_ fault: TokenFault) {
        switch fault {
        case .expired:
            self.init(
                challenging: .tokenExpired, "The time of this token is over.",
                remedy: "Get another: in a CI job, start the job again.")
        case .early:
            self.init(
                challenging: .tokenExpired, "The time of this token has not come.",
                remedy: "Set the clocks: the issuer's and the server's differ by over a minute.")
        case .unreachable:
            self.init(
                .serviceUnavailable, .unreachable, "The keys of this token's issuer are not here.",
                remedy: "Try again in a minute; if that does not help, ask whoever runs the "
                    + "server to look at its log.")
            headers[.retryAfter] = "60"
        case .malformed, .unsupportedAlgorithm, .unsupportedHeader, .keyUnnamed, .badSignature,
            .unknownIssuer, .unknownKey, .claimsMissing:
            self = .unauthenticated
        }
    }

    private init(challenging code: ErrorCode, _ message: String, remedy: String) {
        self.init(.unauthorized, code, message, remedy: remedy)
        let challenge = "Basic realm=\"cairn\", charset=\"UTF-8\""
        headers[.wwwAuthenticate] = challenge
        headers[.lfsAuthenticate] = challenge
    }

    /// One of the registries, or its store, does not work.
    static let unready = Refusal(
        .serviceUnavailable, .unreachable, "A registry here can't be used just now.",
        remedy: "Look at the server's log to see which, and why.")

    /// A method other than those the address has.
    static func method(allowed: [HTTPRequest.Method]) -> Refusal {
        var refusal = Refusal(
            .methodNotAllowed, .requestInvalid, "This address does not take that method.",
            remedy: "Use \(allowed.map(\.rawValue).joined(separator: " or ")).")
        refusal.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ")
        return refusal
    }

    /// Nothing that the client says it can read.
    static func unacceptable(offering mediaType: String) -> Refusal {
        Refusal(
            .notAcceptable, .requestInvalid, "This address answers with \(mediaType).",
            remedy: "Send an Accept header that takes it, or none.")
    }

    static func mediaType(_ expected: String) -> Refusal {
        Refusal(
            .unsupportedMediaType, .requestInvalid, "This address takes \(expected).",
            remedy: "Send that, as it is or with gzip.")
    }

    static func tooLarge(limit: Int64) -> Refusal {
        Refusal(
            .contentTooLarge, .tooMuch,
            "The request has more than \(ByteCount(limit)).", remedy: "Send it in smaller parts.")
    }
}

extension HTTPResponse.Status {
    /// RFC 4918, section 11.5; clients of Git LFS know it, too.
    fileprivate static let insufficientStorage = Self(
        code: 507, reasonPhrase: "Insufficient Storage")

    /// That of a kind of failure, with its words, which a bare number has not.
    fileprivate init(of kind: FailureKind) {
        let known: [Self] = [
            .badRequest, .forbidden, .notFound, .conflict, .unprocessableContent,
            .internalServerError, .serviceUnavailable,
        ]
        self = known.first { $0.code == kind.httpStatus } ?? Self(code: kind.httpStatus)
    }
}

extension HTTPField.Name {
    /// What git-lfs looks at beside `WWW-Authenticate`.
    static let lfsAuthenticate = Self.named("LFS-Authenticate")
    static let gitProtocol = Self.named("Git-Protocol")
    static let requestID = Self.named("X-Request-Id")

    /// A name that we wrote ourselves, and so is one.
    static func named(_ name: String) -> Self {
        guard let name = Self(name) else { preconditionFailure("\(name) is no field name") }
        return name
    }
}
