import Git
import RegistryCore

extension Workspace {
    /// Removes what was signed about a proposal, lies in this clone, and never got to the registry:
    /// a run that was killed between signing and pushing leaves one, and the next, counting it,
    /// would leave a gap that the registry refuses.
    ///
    /// - Parameter prefix: Of the refs of one person's decisions, or of one check's reports.
    func forgetUnsent(under prefix: String) async throws(RegistryError) {
        guard workTree != nil else { return }
        let ours = try await catalog.refs(under: prefix)
        guard !ours.isEmpty else { return }
        do {
            let output = try await catalog.git.require([
                "ls-remote", .value(remote), .value("\(prefix)*"),
            ])
            let theirs = Set(
                output.text.split(separator: "\n").compactMap { $0.split(separator: "\t").last })
            let unsent = ours.filter { !theirs.contains("\($0.ref)"[...]) }
            guard !unsent.isEmpty else { return }
            try await catalog.git.commitRefs(
                unsent.map { RefUpdate(name: "\($0.ref)", old: $0.id, new: .zero) }, hooks: false)
        } catch {
            throw explain(error, "asking the registry for decisions")
        }
    }
}
