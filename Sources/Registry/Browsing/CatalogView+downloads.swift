package import FoundationEssentials
import Git
package import RegistryCore

/// Somebody who has downloaded a model from this server: a person, a job or a service.
package struct Downloader: Encodable, Sendable {
    /// `nil`: somebody without a name.
    package let who: Person?
    /// The version they had last: of several with the same bytes the newest.
    package let version: VersionNumber
    /// When they had it last.
    package let time: Date
}

extension CatalogView {
    /// Who has lately downloaded an artifact of these versions, the latest first, by the log of
    /// this server; `nil` for a caller who does not keep the namespace, whom it does not concern.
    ///
    /// - Parameter versions: The newest first; of many files, not all versions are looked for.
    package func downloaders(
        of model: ModelName, versions: [VersionNumber], limit: Int
    ) throws(RegistryError) -> [Downloader]? {
        try require(model)
        guard policy.keeps(caller, model.namespace) else { return nil }
        let owners = try owners(ofArtifactsIn: versions, of: model)
        var found: [Downloader] = []
        for download in DownloadLog(catalog: catalog.directory).latest(of: Set(owners.keys)) {
            guard found.count < limit else { break }
            guard let version = owners[download.digest],
                !found.contains(where: { $0.who == download.who })
            else { continue }
            found.append(Downloader(who: download.who, version: version, time: download.time))
        }
        return found
    }

    /// The newest version that has an artifact, by the artifact's digest.
    private func owners(
        ofArtifactsIn versions: [VersionNumber], of model: ModelName
    ) throws(RegistryError) -> [Digest: VersionNumber] {
        var owners: [Digest: VersionNumber] = [:]
        for number in versions where owners.count < Self.mostArtifacts {
            guard let commit = try catalog.commit(of: model, number, on: main),
                let folder = try catalog.entry(
                    at: model.folder, in: catalog.commit(commit).tree),
                let artifacts = try? catalog.artifacts(in: folder.id, limit: Self.mostArtifacts)
            else { continue }
            for pointer in artifacts.values where owners[pointer.digest] == nil {
                owners[pointer.digest] = number
            }
        }
        return owners
    }

    /// Each is a read of its own.
    private static let mostArtifacts = 256
}
