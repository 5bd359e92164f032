import Git
import RegistryCore

/// How many objects a push brought, and how large they are: known from their headers, before any
/// of them is read, so that no bomb goes off here.
struct ReceivedObjects {
    private var count = 0
    private var bytes = 0
    /// The first object of each kind that is too large.
    private var large: [ObjectKind: (id: ObjectID, size: Int)] = [:]
    private let limits: PushLimits

    /// - Parameter listing: `<id> <kind> <size>` lines, as `git cat-file --batch-check` writes
    ///   them.
    init(_ listing: String, _ limits: PushLimits) {
        self.limits = limits
        for line in listing.utf8.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(separator: UInt8(ascii: " ")).map { String($0) ?? "" }
            guard words.count == 3, let id = ObjectID(parsing: words[0]),
                let kind = ObjectKind(rawValue: words[1]), let size = Int(words[2])
            else { continue }
            count += 1
            bytes = bytes.addingReportingOverflow(size).partialValue
            if size > limit(kind), large[kind] == nil { large[kind] = (id, size) }
        }
    }

    private func limit(_ kind: ObjectKind) -> Int {
        switch kind {
        case .blob: limits.blobBytes
        case .tree: limits.treeBytes
        case .commit, .tag: limits.messageBytes
        }
    }

    /// Refuses too many objects, or too many bytes of them.
    func requireModest() throws(RegistryError) {
        let objections =
            tooMany(count, of: "objects", limit: limits.objects)
            + tooMany(bytes, of: "bytes once inflated", limit: limits.inflatedBytes)
        guard objections.isEmpty else { throw RegistryError(objections) }
    }

    /// One objection to each kind of object of which some are too large.
    var tooLarge: [Objection] {
        large.sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, object in
            Objection(
                kind == .blob ? .manifestTooLarge : .tooMuch,
                "The \(kind.rawValue) \(object.id) has \(ByteCount(Int64(object.size))), and "
                    + "\(ByteCount(Int64(limit(kind)))) is the most.",
                remedy: kind == .blob
                    ? "Keep large files as artifacts: `cairn add`." : "Split it into smaller parts."
            )
        }
    }

    private func tooMany(_ count: Int, of things: String, limit: Int) -> [Objection] {
        guard count > limit else { return [] }
        return [
            Objection(
                .tooMuch, "It brings \(count) \(things), and \(limit) is the most.",
                remedy: "Push it in several parts.")
        ]
    }
}

extension Catalog {
    /// What the push in whose hook this runs brought; `nil` outside of one.
    ///
    /// Only the quarantine is listed, so it costs what was pushed and not what the catalog holds.
    func receivedObjects(_ limits: PushLimits) async throws(RegistryError) -> ReceivedObjects? {
        guard environment["GIT_QUARANTINE_PATH"] != nil else { return nil }
        let quarantine = git(adding: ["GIT_ALTERNATE_OBJECT_DIRECTORIES": ""])
        do {
            let listing = try await quarantine.require([
                "cat-file", "--batch-all-objects", "--unordered", "--buffer",
                "--batch-check=%(objectname) %(objecttype) %(objectsize)",
            ])
            return ReceivedObjects(listing.text, limits)
        } catch {
            throw explain(error, "what was pushed")
        }
    }
}
