import Git
import RegistryCore

/// How many objects a push brought, and how large they are: known from their headers, before any
/// of them is read, so that no bomb goes off here.
struct ReceivedObjects {
    /// One more than the limit if there are too many.
    private let count: Int
    private var bytes = 0
    /// The first object of each kind that is too large.
    private var large: [ObjectKind: (id: ObjectID, size: Int)] = [:]
    private let limits: PushLimits

    init(_ folder: borrowing ObjectFolder, _ limits: PushLimits) throws(GitError) {
        self.limits = limits
        let objects = try folder.objects(limit: limits.objects)
        count = objects.count
        guard count <= limits.objects else { return }
        for id in objects {
            let header = try folder.header(of: id)
            bytes = bytes.addingReportingOverflow(header.size).partialValue
            if header.size > limit(header.kind), large[header.kind] == nil {
                large[header.kind] = (id, header.size)
            }
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
            + tooMany(bytes, of: "bytes of objects once inflated", limit: limits.inflatedBytes)
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
                .tooMuch, "It brings more than \(limit) \(things), which is the most.",
                remedy: "Push it in several parts.")
        ]
    }
}

extension Catalog {
    /// What the push in whose hook this runs brought; `nil` outside of one.
    ///
    /// Only the quarantine is listed, so it costs what was pushed and not what the catalog holds.
    func receivedObjects(_ limits: PushLimits) throws(RegistryError) -> ReceivedObjects? {
        guard let path = environment["GIT_QUARANTINE_PATH"] else { return nil }
        return try translate("what was pushed") { () throws(GitError) in
            try ReceivedObjects(ObjectFolder(opening: path), limits)
        }
    }
}
