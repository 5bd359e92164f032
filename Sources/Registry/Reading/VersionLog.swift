package import FoundationEssentials
import Git
package import RegistryCore

/// One version in a model's history.
package struct VersionEntry: Encodable, Sendable {
    package let model: ModelName
    package let version: VersionNumber
    package let commit: ObjectID
    package let created: Date
    /// Who made it, by the record or else by the commit.
    package let author: String
    /// What the record says of it, or else the commit's subject.
    package let description: String
    package let state: Annotations.State
    package let stages: [StageName]
    package let aliases: [AliasName]
    /// The metrics asked for, by name and what they were measured on.
    package let metrics: [String: Double]
}

extension Catalog {
    /// The versions of a model, newest first.
    ///
    /// - Parameters:
    ///   - names: The metrics to tell of each; `nil`: all.
    ///   - end: Only those before this one.
    ///   - limit: How many at the most.
    package func versions(
        of model: ModelName, metrics names: [String]? = [], before end: VersionNumber? = nil,
        limit: Int = .max
    ) throws(RegistryError) -> [VersionEntry] {
        let snapshot = try snapshot()
        guard let manifest = try self.model(model, in: snapshot.tree) else {
            throw missingModel(model)
        }
        var shown: [StageName: VersionNumber] = [:]
        let stages = try policy(at: snapshot).stages.map(\.name)
        for stage in stages { shown[stage] = try shownVersion(stage, model) }
        var entries: [VersionEntry] = []
        for (number, id) in try versionCommits(
            of: model, on: snapshot.commit, before: end, limit: limit)
        {
            let commit = try self.commit(id)
            guard let record = try version(of: model, in: commit.tree, commit: id) else {
                continue
            }
            let annotations = try annotations(model, number, in: snapshot.tree)
            entries.append(
                VersionEntry(
                    model: model, version: number, commit: id,
                    created: record.manifest.created ?? commit.author.date,
                    author: record.manifest.author?.description ?? commit.author.email,
                    description: record.manifest.description ?? commit.subject,
                    state: annotations?.state ?? .active,
                    stages: stages.filter { shown[$0] == number },
                    aliases: manifest.aliases(of: number),
                    metrics: chosen(names, of: record.manifest)))
        }
        return entries
    }

    private func chosen(_ names: [String]?, of manifest: VersionManifest) -> [String: Double] {
        guard let names else { return metrics(of: manifest) }
        guard !names.isEmpty else { return [:] }
        return metrics(of: manifest).filter { metric in
            names.contains { metric.key.hasPrefix("\($0) on ") }
        }
    }
}
