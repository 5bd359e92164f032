import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore

/// `<catalog>/cairn/refused.jsonl`: one line for every refused push, of bounded size.
struct Refusals {
    private let path: String
    /// When the file has this many bytes it becomes `refused.jsonl.1`, and a new one begins.
    private static let largest: Int64 = 4 << 20

    init(catalog directory: String) {
        path = "\(directory)/cairn/refused.jsonl"
    }

    /// Notes the refusal; one that can't be noted is still a refusal, so nothing is thrown.
    func record(_ push: Push, _ verdict: PushVerdict) {
        let line = RefusedPush(
            received: push.received, actor: push.actor, authentication: push.authentication,
            updates: Array(push.updates.prefix(100)),
            objections: Array(verdict.refusals.flatMap(\.objections).prefix(100)))
        guard let bytes = try? encodeJSON(line, pretty: false) else { return }
        try? appendLine(bytes, to: path, rotatingAt: Self.largest)
    }

    /// The newest that `isWanted`, the newest first.
    ///
    /// - Parameter last: The key of the one that the page before ended with.
    /// - Throws: `request-invalid` if that is not there, or no longer.
    func page(
        after last: String?, limit: Int, where isWanted: (RefusedPush) -> Bool
    ) throws(RegistryError) -> Page<RefusedPush> {
        var found: [(key: String, push: RefusedPush)] = []
        var isPassed = last == nil
        for line in lines() {
            guard found.count <= limit else { break }
            let key = Digest(hashing: line).description
            guard isPassed else {
                isPassed = key == last
                continue
            }
            // What a crash has left of a line, or another version has written, is passed over.
            guard let push = try? decodeJSON(RefusedPush.self, from: line, what: path),
                isWanted(push)
            else { continue }
            found.append((key, push))
        }
        guard isPassed else { throw .pageInvalid }
        let page = Page(found, limit: limit, key: \.key)
        return Page(items: page.items.map(\.push), end: page.end)
    }

    /// Every line that is kept, the last one first.
    private func lines() -> some Sequence<[UInt8]> {
        [path, "\(path).1"].lazy.flatMap { path in
            let bytes = FileManager.default.contents(atPath: path).map(Array.init) ?? []
            return bytes.split(separator: UInt8(ascii: "\n")).reversed().lazy.map(Array.init)
        }
    }
}
