import FoundationEssentials
import HTTPTypes
import Registry
import RegistryCore

/// A request to an endpoint, by somebody who may ask there.
struct APIRequest: Sendable {
    let exchange: Exchange
    let gate: Gate
    let catalog: ServedCatalog
    let caller: Caller
    /// What stands in the address in place of the braces.
    let path: [String: String]
    let query: APIQuery
    /// The address in one spelling, with what it is asked, which page excepted.
    let list: String
    /// What somebody has sent in vain, to be shown to them again.
    var form: FormFields?

    /// - Parameters:
    ///   - name: The registry that is asked.
    ///   - action: What the caller must be allowed to do.
    ///   - path: What stands in the address in place of the braces.
    ///   - query: The text of the query, and the names that it may have.
    ///   - place: Names the address among all that answer with lists.
    init(
        _ exchange: Exchange, to name: String, through gate: Gate, for action: RegistryCore.Action,
        _ path: [String: String], query: (text: String?, names: [String]), place: String
    ) async throws {
        (catalog, caller) = try await gate.admit(exchange, to: name, for: action, bySession: true)
        self.query = try APIQuery(query.text, taking: query.names)
        self.exchange = exchange
        self.gate = gate
        self.path = path
        list = "\(place) \(path.values.sorted())\n\(self.query.meaning)"
    }

    /// How git and cairn reach the registry.
    var remote: String { "\(base)/\(catalog.name).git" }

    /// Where the server is, as the caller can reach it, without a slash at the end.
    var base: String { gate.base(of: catalog.name, for: exchange) }

    /// Reads what the caller may see.
    func view<Answer: Sendable>(
        _ body: @escaping @Sendable (CatalogView) async throws -> Answer
    ) async throws -> Answer {
        try await catalog.view(for: caller, now: exchange.received, body)
    }

    /// The model in the address.
    var model: ModelName {
        get throws {
            let text = "\(path["namespace"] ?? "")/\(path["name"] ?? "")"
            return try named { () throws(RegistryError) in try ModelName(checking: text) }
        }
    }

    /// The version in the address: what follows the `@` on the command line, with it or without.
    var reference: Reference {
        get throws {
            let text = path["version"] ?? ""
            let model = try model
            return try named { () throws(RegistryError) in
                try Reference(
                    checking: "\(model)@\(text.hasPrefix("@") ? text.dropFirst() : text[...])")
            }
        }
    }

    /// The stage in the address.
    var stage: StageName {
        get throws {
            let text = path["stage"] ?? ""
            return try named { () throws(RegistryError) in try StageName(checking: text) }
        }
    }

    /// The artifact in the address.
    var artifact: ArtifactPath {
        get throws {
            let text = path["path"] ?? ""
            return try named { () throws(RegistryError) in try ArtifactPath(checking: text) }
        }
    }

    /// Nothing can be where no name is one.
    private func named<Name>(_ read: () throws(RegistryError) -> Name) throws -> Name {
        do { return try read() } catch { throw Refusal(error, status: .notFound) }
    }
}

extension APIRequest {
    /// How much of a list is asked for.
    var limit: Int {
        get throws {
            guard let text = query["limit"] else { return APIParameter.usualItems }
            guard let limit = Int(text), "\(limit)" == text,
                (1...APIParameter.mostItems).contains(limit)
            else {
                throw APIQuery.invalid(
                    "'\(text.printable)' is no number of items.",
                    "Write one from 1 to \(APIParameter.mostItems).")
            }
            return limit
        }
    }

    /// The key after which a list is to go on; `nil` from its beginning.
    var after: String? {
        get throws {
            try query["page"].map { page in
                guard let key = PageToken.key(in: page, of: list) else {
                    throw RegistryError.pageInvalid
                }
                return key
            }
        }
    }

    /// The same, as what it is a key of.
    func after<Key>(_ read: (String) -> Key?) throws -> Key? {
        try after.map { text in
            guard let key = read(text) else { throw RegistryError.pageInvalid }
            return key
        }
    }

    /// The moment to look back to; `nil` for the present.
    var at: Date? {
        get throws {
            try query["at"].map { text in
                guard let date = Date(timestamp: text) else {
                    throw APIQuery.invalid(
                        "'\(text.printable)' is no time.", "Write it as 2026-11-20T14:03:11Z.")
                }
                return date
            }
        }
    }
}
