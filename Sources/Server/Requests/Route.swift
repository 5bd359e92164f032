import Registry
import RegistryCore

/// What an address stands for: exactly these and no other spelling of them.
enum Route: Hashable {
    case health
    case ready
    case metrics
    /// The page of all registries, and the query as it was sent.
    case home(query: String?)
    /// The address of a registry's pages without the slash at its end.
    case registry(String)
    /// A page of a registry: what follows its name, decoded, and the query as it was sent.
    case page(catalog: String, [String], query: String?)
    /// What pages load.
    case asset(PageAsset)
    case signIn(query: String?)
    case signOut
    case git(catalog: String, GitAddress)

    case lfs(catalog: String, LFSAddress)
    /// The reading API: what follows its version, decoded, and the query as it was sent.
    case api(catalog: String, [String], query: String?)

    /// What it is counted as.
    var label: String {
        switch self {
        case .health, .ready, .metrics: "own"
        case .git(_, .references(let service)), .git(_, .service(let service)): service.rawValue
        case .lfs(_, .object), .lfs(_, .parts), .lfs(_, .bundle): "artifact"
        case .lfs: "lfs"
        case .api: "api"
        case .home, .registry, .page, .asset, .signIn, .signOut: "page"
        }
    }

    enum LFSAddress: Hashable {
        case batch
        case object(Digest, query: String?)
        case verify(Digest, query: String?)
        case parts(Digest, query: String?)
        case bundle(TransferPass.Direction)
        case locks
        case verifyLocks
        case unlock(String)
    }

    enum GitAddress: Hashable {
        case references(GitRequest.Service)
        case service(GitRequest.Service)
    }

    /// Reads path and query as they were sent; `nil` for everything that is nothing.
    ///
    /// Nothing is decoded but what the API and the pages take, where paths of artifacts stand: no
    /// other address of ours has a character that needs it, so what comes encoded is meant to be
    /// taken for something else.
    init?(_ target: String) {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let words = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        let query = parts.count > 1 ? parts[1] : nil
        if words.count >= 4, words[0].isEmpty, words[2...3].elementsEqual(["api", "v1"]) {
            self.init(api: words[1], words.dropFirst(4), query)
            return
        }
        if words.count >= 2, words[0].isEmpty, words[1] != "-", !words[1].hasSuffix(".git") {
            self.init(page: words[1], words.dropFirst(2), query)
            return
        }
        guard words.count >= 3, words[0].isEmpty,
            words.dropFirst().allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isAddressByte) }),
            !words.contains("."), !words.contains("..")
        else { return nil }
        if words[1] == "-" {
            self.init(own: words.dropFirst(2).map(String.init), query)
        } else {
            guard words[1].hasSuffix(".git") else { return nil }
            self.init(
                catalog: String(words[1].dropLast(4)), words.dropFirst(2).map(String.init), query)
        }
    }

    private init?(api catalog: Substring, _ words: ArraySlice<Substring>, _ query: Substring?) {
        // The description can't say the root without its slash.
        guard Self.isName(catalog), let words = Self.decoded(words) else { return nil }
        self = .api(catalog: String(catalog), words, query: query.map(String.init))
    }

    private init?(page catalog: Substring, _ words: ArraySlice<Substring>, _ query: Substring?) {
        let query = query.map(String.init)
        if catalog.isEmpty, words.isEmpty {
            self = .home(query: query)
            return
        }
        guard Self.isName(catalog) else { return nil }
        if words.isEmpty, query == nil {
            self = .registry(String(catalog))
            return
        }
        guard let words = Self.decoded(words) else { return nil }
        self = .page(catalog: String(catalog), words, query: query)
    }

    private static func isName(_ catalog: Substring) -> Bool {
        !catalog.isEmpty && catalog.utf8.allSatisfy(isAddressByte)
            && !["-", ".", ".."].contains(catalog)
    }

    /// What words stand for; one that is empty stands only for a root.
    private static func decoded(_ words: ArraySlice<Substring>) -> [String]? {
        let words = words.elementsEqual([""]) ? [] : words
        let decoded = words.compactMap(\.percentDecoded)
        guard decoded.count == words.count,
            decoded.allSatisfy({ !["", ".", ".."].contains($0) })
        else { return nil }
        return decoded
    }

    private init?(own words: [String], _ query: Substring?) {
        if words == ["sign-in"] {
            self = .signIn(query: query.map(String.init))
            return
        }
        guard query == nil else { return nil }
        switch words {
        case ["sign-out"]: self = .signOut
        case ["health"]: self = .health
        case ["ready"]: self = .ready
        case ["metrics"]: self = .metrics
        default:
            guard words.count == 1,
                let asset = PageAsset.all.first(where: { $0.name == words[0] })
            else { return nil }
            self = .asset(asset)
        }
    }

    private init?(catalog: String, _ words: [String], _ query: Substring?) {
        if words.starts(with: ["info", "lfs"]) {
            guard let address = LFSAddress(Array(words.dropFirst(2)), query.map(String.init)) else {
                return nil
            }
            self = .lfs(catalog: catalog, address)
            return
        }
        switch words {
        case ["info", "refs"]:
            guard let query, query.hasPrefix("service="),
                let service = GitRequest.Service(rawValue: String(query.dropFirst(8)))
            else { return nil }
            self = .git(catalog: catalog, .references(service))
        case [GitRequest.Service.uploadPack.rawValue] where query == nil:
            self = .git(catalog: catalog, .service(.uploadPack))
        case [GitRequest.Service.receivePack.rawValue] where query == nil:
            self = .git(catalog: catalog, .service(.receivePack))
        default: return nil
        }
    }
}

extension Route.LFSAddress {
    fileprivate init?(_ words: [String], _ query: String?) {
        switch (words.first, words.count) {
        case ("objects", 2) where words[1] == "batch" && query == nil: self = .batch
        case ("objects", 2):
            guard let digest = Digest(parsing: words[1]) else { return nil }
            self = .object(digest, query: query)
        case ("verify", 2):
            guard let digest = Digest(parsing: words[1]) else { return nil }
            self = .verify(digest, query: query)
        case ("parts", 2):
            guard let digest = Digest(parsing: words[1]) else { return nil }
            self = .parts(digest, query: query)
        case ("bundles", 2) where words[1] == "upload" && query == nil: self = .bundle(.upload)
        case ("bundles", 2) where words[1] == "download" && query == nil: self = .bundle(.download)
        case ("locks", 1): self = .locks
        case ("locks", 2) where words[1] == "verify" && query == nil: self = .verifyLocks
        case ("locks", 3) where words[2] == "unlock" && query == nil: self = .unlock(words[1])
        default: return nil
        }
    }
}
