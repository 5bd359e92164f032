import Client
import Cryptography
import RegistryCore

/// The keys of issuers, kept for a while: an issuer is asked neither for every token, nor as often
/// as somebody makes up names of keys.
actor KeyCache {
    private struct Entry {
        var keys: WebKeySet?
        /// When the keys came.
        var fetched: Instant
        /// When they were last asked for.
        var tried: Instant
        var pending: Task<Void, Never>?
    }

    typealias Instant = ContinuousClock.Instant
    typealias Fetch = @Sendable (KeySource) async throws(IssuerError) -> WebKeySet

    /// How long keys count without being asked for again: what an issuer has withdrawn counts no
    /// longer than that.
    static let lifetime = Duration.seconds(600)
    /// How long they count where asking fails.
    static let staleLifetime = Duration.seconds(12 * 3600)
    /// The least time between two attempts, where the first has failed.
    static let pause = Duration.seconds(10)
    /// The least time between two where a token names a key that nobody knows.
    static let pauseForUnknown = Duration.seconds(60)
    /// The most issuers remembered; when there are more, all are asked again.
    private static let most = 256

    private let fetch: Fetch
    private let report: @Sendable (String) -> Void
    private var entries: [KeySource: Entry] = [:]

    init(report: @escaping @Sendable (String) -> Void, fetch: @escaping Fetch) {
        self.report = report
        self.fetch = fetch
    }

    /// The key that `token` says it was signed with; `nil` if the issuer has no such key.
    ///
    /// - Throws: `unreachable` if there are no keys, or only too old ones.
    func key(
        of token: WebToken, from source: KeySource, now: Instant = .now
    ) async throws(TokenFault) -> WebKey? {
        if let key = current(source, now)?.key(of: token) { return key }
        if isDue(source, now) { await refresh(source, now) }
        guard let keys = usable(source, now) else { throw .unreachable }
        return keys.key(of: token)
    }

    /// The keys, if they need not be asked for again.
    private func current(_ source: KeySource, _ now: Instant) -> WebKeySet? {
        guard let entry = entries[source], now - entry.fetched < Self.lifetime else { return nil }
        return entry.keys
    }

    /// The keys, unless they are too old even for an issuer that is away.
    private func usable(_ source: KeySource, _ now: Instant) -> WebKeySet? {
        guard let entry = entries[source], now - entry.fetched < Self.staleLifetime else {
            return nil
        }
        return entry.keys
    }

    /// Whether the issuer may be asked again.
    private func isDue(_ source: KeySource, _ now: Instant) -> Bool {
        guard let entry = entries[source], entry.pending == nil else { return true }
        let pause = current(source, now) == nil ? Self.pause : Self.pauseForUnknown
        return now - entry.tried >= pause
    }

    /// Asks for the keys, or waits for the answer to whoever has asked.
    private func refresh(_ source: KeySource, _ now: Instant) async {
        if let pending = entries[source]?.pending { return await pending.value }
        if entries.count >= Self.most { entries = [:] }
        var entry = entries[source] ?? Entry(fetched: now, tried: now)
        let task = Task { await load(source, now) }
        (entry.tried, entry.pending) = (now, task)
        entries[source] = entry
        await task.value
    }

    private func load(_ source: KeySource, _ now: Instant) async {
        do throws(IssuerError) {
            let keys = try await fetch(source)
            entries[source]?.keys = keys
            entries[source]?.fetched = now
        } catch {
            report("The keys of \(source.issuer) can't be had: \(error.reason).")
        }
        entries[source]?.pending = nil
    }
}

extension IssuerError {
    /// In words, to go on in a sentence.
    fileprivate var reason: String {
        switch self {
        case .unreachable: "nobody answers, or not as they should"
        case .tooSlow: "the answer takes too long"
        case .refused(let status): "the answer is \(status)"
        case .notDescribed: "what it says of itself is no OpenID Connect"
        case .anotherIssuer: "it says that it is another issuer"
        case .unsafeAddress: "it has them where others could change them"
        case .noKeySet: "they are no set of keys"
        }
    }
}
