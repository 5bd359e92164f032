import Client
import Cryptography
import RegistryCore
import Synchronization
import Testing

@testable import Registry

@Suite struct `The keys of an issuer` {
    /// An issuer that gives what it is told to, and counts how often it was asked.
    private final class Giver: Sendable {
        private let state = Mutex(
            (answer: Result<WebKeySet, IssuerError>.failure(.tooSlow), asked: 0))

        var asked: Int { state.withLock(\.asked) }

        func give(_ keys: String...) {
            state.withLock { $0.answer = .success(set(keys)) }
        }

        func fall() { state.withLock { $0.answer = .failure(.tooSlow) } }

        func ask() throws(IssuerError) -> WebKeySet {
            try state.withLock { state in
                state.asked += 1
                return state.answer
            }.get()
        }
    }

    private let giver = Giver()
    private let start = ContinuousClock.now
    private let source: KeySource

    init() throws {
        source = KeySource(
            issuer: try #require(IssuerURL(parsing: "https://i.example.com")), file: nil)
    }

    private func cache() -> KeyCache {
        KeyCache(report: { _ in }) { [giver] _ throws(IssuerError) in try giver.ask() }
    }

    /// Whether the key is there, so many seconds after the start; `nil` if no keys are to be had.
    private func has(_ key: String, in cache: KeyCache, after seconds: Int) async throws -> Bool? {
        let token = try WebToken(parsing: tokens[key] ?? "")
        do {
            return try await cache.key(of: token, from: source, now: start + .seconds(seconds))
                != nil
        } catch { return nil }
    }

    @Test func `are asked for once in ten minutes`() async throws {
        giver.give("a")
        let cache = cache()
        for second in [0, 1, 599] { #expect(try await has("a", in: cache, after: second) == true) }
        #expect(giver.asked == 1)
        #expect(try await has("a", in: cache, after: 600) == true)
        #expect(giver.asked == 2)
    }

    @Test func `are asked for when a token names another, once a minute at most`() async throws {
        giver.give("a")
        let cache = cache()
        #expect(try await has("a", in: cache, after: 0) == true)
        giver.give("a", "b")
        for second in [1, 30, 59] { #expect(try await has("b", in: cache, after: second) == false) }
        #expect(giver.asked == 1)
        #expect(try await has("b", in: cache, after: 60) == true)
        #expect(giver.asked == 2)
    }

    @Test func `count no more once the issuer has withdrawn them`() async throws {
        giver.give("a")
        let cache = cache()
        #expect(try await has("a", in: cache, after: 0) == true)
        giver.give("b")
        #expect(try await has("a", in: cache, after: 600) == false)
    }

    @Test func `count for a while where the issuer is away`() async throws {
        giver.give("a")
        let cache = cache()
        #expect(try await has("a", in: cache, after: 0) == true)
        giver.fall()
        #expect(try await has("a", in: cache, after: 600) == true)
        #expect(giver.asked == 2)
        #expect(try await has("a", in: cache, after: 609) == true)
        #expect(giver.asked == 2, "ten seconds are between two attempts")
        #expect(try await has("a", in: cache, after: 12 * 3600 - 1) == true)
        #expect(try await has("a", in: cache, after: 12 * 3600 + 10) == nil)
        giver.give("a")
        #expect(try await has("a", in: cache, after: 12 * 3600 + 20) == true)
    }

    @Test func `are not asked for again at once where that has failed`() async throws {
        let cache = cache()
        for second in [0, 1, 9] { #expect(try await has("a", in: cache, after: second) == nil) }
        #expect(giver.asked == 1)
        giver.give("a")
        #expect(try await has("a", in: cache, after: 10) == true)
    }

    @Test func `are asked for once by all who come at the same time`() async throws {
        giver.give("a")
        let cache = KeyCache(report: { _ in }) { [giver] _ throws(IssuerError) in
            try? await Task.sleep(for: .milliseconds(50))
            return try giver.ask()
        }
        await withTaskGroup(of: Bool?.self) { group in
            for _ in 0..<20 { group.addTask { try? await has("a", in: cache, after: 0) } }
            for await found in group { #expect(found == true) }
        }
        #expect(giver.asked == 1)
    }
}

/// Tokens that name the keys `a` and `b`, and are signed by neither.
private let tokens = [
    "a": "eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.e30.AAAA",
    "b": "eyJhbGciOiJSUzI1NiIsImtpZCI6ImIifQ.e30.AAAA",
]

/// RSA keys of 2048 bits of these names, with which nobody has ever signed.
private func set(_ names: [String]) -> WebKeySet {
    let modulus = String(repeating: "_", count: 341) + "w"
    let keys = names.map { #"{"kty":"RSA","e":"AQAB","n":"\#(modulus)","kid":"\#($0)"}"# }
    guard let set = WebKeySet(parsing: Array("{\"keys\":[\(keys.joined(separator: ","))]}".utf8))
    else { preconditionFailure("a set of keys") }
    return set
}
