import Artifacts
import Cryptography
import FoundationEssentials
import RegistryCore

/// Which artifacts somebody who may not read all of them has brought: a file for each,
/// `<catalog>/cairn/proven/<hash of the person>/<digest>`, with an empty line for each time.
///
/// Digests stand in the catalog for everybody to see who reads its metadata. Without this, whoever
/// knows one could register it in a namespace of their own, and then fetch bytes that are not
/// theirs to read ([decision 24](docs/decisions/0024-who-names-an-artifact-has-it.md)).
struct ProvenArtifacts: Sendable {
    private let path: String

    init(of person: Person, catalog directory: String) {
        let name = Digest(hashing: Array(person.description.utf8))
        path = "\(Self.folder(directory))/\(name)"
    }

    /// Notes that their bytes have come from this person, and were what the digest says. It is not
    /// synced to disk: to lose it costs one more upload.
    func note(_ digest: Digest) throws(StoreError) {
        try appendLine([UInt8(ascii: "\n")], to: "\(path)/\(digest)", rotatingAt: .max)
    }

    func contains(_ digest: Digest) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/\(digest)")
    }

    /// Forgets what was last noted before `deadline`: what they have registered since, they may
    /// read.
    static func forget(before deadline: Date, catalog directory: String) {
        let files = FileManager.default
        for person in (try? files.contentsOfDirectory(atPath: folder(directory))) ?? [] {
            let folder = "\(folder(directory))/\(person)"
            for name in (try? files.contentsOfDirectory(atPath: folder)) ?? [] {
                let noted = try? files.attributesOfItem(atPath: "\(folder)/\(name)")
                guard let date = noted?[.modificationDate] as? Date, date < deadline else {
                    continue
                }
                try? files.removeItem(atPath: "\(folder)/\(name)")
            }
        }
    }

    private static func folder(_ directory: String) -> String { "\(directory)/cairn/proven" }
}
