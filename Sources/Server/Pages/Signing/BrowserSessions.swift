import Cryptography
import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import RegistryCore
import Synchronization

/// What browsers have signed in with, for as long as this process runs.
///
/// A session stands for the token that was shown when it began and is nothing without it: each
/// request asks anew whether that counts. A browser has an id of 256 random bits, of which only the
/// hash is kept here.
final class BrowserSessions: Sendable {
    /// One browser that has signed in.
    struct Session: Sendable {
        let token: String
        /// What its forms must bring along, which no other page can know.
        let formKey: String
        let expires: Date
    }

    private let sessions = Mutex<[Digest: Session]>([:])
    private let isSecure: Bool

    /// How long one lasts, in seconds.
    static let lifetime: TimeInterval = 12 * 3600
    /// The most sessions at once; those that would end next make room.
    private static let most = 10_000

    /// - Parameter isSecure: Whether browsers come by TLS, and shall come no other way.
    init(isSecure: Bool) {
        self.isSecure = isSecure
    }

    /// The session of the browser that sent a request; `nil` for one that has none any more.
    func session(of exchange: Exchange) -> Session? {
        guard let key = key(in: exchange) else { return nil }
        let session = sessions.withLock { $0[key] }
        return session.flatMap { $0.expires > exchange.received ? $0 : nil }
    }

    /// Begins a session for whoever has shown `token`; returns its cookie.
    func begin(showing token: String, now: Date) -> String {
        let id = randomHex(byteCount: 32)
        let session = Session(
            token: token, formKey: randomHex(byteCount: 32),
            expires: now.addingTimeInterval(Self.lifetime))
        sessions.withLock { sessions in
            if sessions.count >= Self.most { makeRoom(in: &sessions, now) }
            sessions[Digest(hashing: Array(id.utf8))] = session
        }
        return cookie(id, maxAge: Int(Self.lifetime))
    }

    /// Ends the session of the browser that sent a request; returns what makes it forget.
    func end(of exchange: Exchange) -> String {
        if let key = key(in: exchange) { sessions.withLock { $0[key] = nil } }
        return cookie("", maxAge: 0)
    }

    private func makeRoom(in sessions: inout [Digest: Session], _ now: Date) {
        sessions = sessions.filter { $0.value.expires > now }
        guard sessions.count >= Self.most else { return }
        let next = sessions.min { $0.value.expires < $1.value.expires }
        if let next { sessions[next.key] = nil }
    }

    /// A name that a browser takes from us alone, where it comes by TLS.
    private var name: String { isSecure ? "__Host-cairn" : "cairn" }

    private func key(in exchange: Exchange) -> Digest? {
        exchange.cookie(name).map { Digest(hashing: Array($0.utf8)) }
    }

    private func cookie(_ value: String, maxAge: Int) -> String {
        "\(name)=\(value); Path=/; Max-Age=\(maxAge); HttpOnly; SameSite=Lax"
            + (isSecure ? "; Secure" : "")
    }
}

extension Exchange {
    /// What the request has as the cookie of that name (RFC 6265 §4.2).
    func cookie(_ name: String) -> String? {
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let sides = pair.drop { $0 == " " }.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if sides.count == 2, sides[0] == name { return String(sides[1]) }
            }
        }
        return nil
    }
}
