import FoundationEssentials
import Git
import RegistryCore

/// A folder of OSV records, one JSON file each, which the registry's operator keeps up to date.
///
/// It is what the check `vulnerabilities` goes by. Nothing is asked of the network.
struct AdvisoryFolder {
    let path: String

    /// The most files that are looked at; PyPI has some 20,000 records.
    private static let mostFiles = 500_000
    /// Bytes of one record.
    private static let longest = 8 << 20

    /// What the check comes to for the packages that a version records.
    ///
    /// Whatever keeps the question from being answered fails it.
    func outcome(of record: VersionRecord) -> CheckOutcome {
        guard let packages = record.manifest.environment?.packages, !packages.isEmpty else {
            return .failed(
                "the version records no packages (environment.packages), so nobody can tell.")
        }
        var found: [KnownVulnerability] = []
        do {
            for file in try files() {
                guard let advisory = try advisory(in: file) else { continue }
                found += advisory.findings(in: packages)
            }
        } catch let fault as Unreadable {
            return .failed(
                "\(fault.what) in the registry's database of vulnerabilities (cairn.osv).")
        } catch {
            return .failed("the registry's database of vulnerabilities (cairn.osv) can't be read.")
        }
        return found.isEmpty ? .passed : .vulnerable(found)
    }

    private struct Unreadable: Error {
        let what: String
    }

    private func files() throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: path)
            .filter { $0.hasSuffix(".json") }
        guard !names.isEmpty else { throw Unreadable(what: "there is no record") }
        guard names.count <= Self.mostFiles else {
            throw Unreadable(what: "there are more than \(Self.mostFiles) records")
        }
        return names.sorted()
    }

    /// `nil` for one that is about no package of PyPI.
    private func advisory(in name: String) throws -> Advisory? {
        let bytes = try Data(contentsOf: URL(filePath: "\(path)/\(name)"))
        guard bytes.count <= Self.longest, let advisory = Advisory(json: bytes) else {
            throw Unreadable(what: "'\(name.printable)' is no OSV record")
        }
        return advisory.isOfPython ? advisory : nil
    }
}

extension Catalog {
    /// The outcome of the check `vulnerabilities`; `nil` where the registry has no database.
    ///
    /// - Parameter isPreview: Whether here is no registry: its hook runs the check anyway, and only
    ///   it can.
    func vulnerabilities(
        of record: VersionRecord, isPreview: Bool
    ) throws(RegistryError) -> CheckOutcome? {
        guard !isPreview else { return .deferred }
        let folder = try translate("cairn.osv") { () throws(GitError) in
            try repository.config("cairn.osv")
        }
        return folder.map { AdvisoryFolder(path: $0).outcome(of: record) }
    }
}
