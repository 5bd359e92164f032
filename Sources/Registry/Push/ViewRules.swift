import Git
import RegistryCore

/// What a commit may change of the saved views: they offer searches and decide nothing.
struct ViewRules {
    let commit: CommitRules
    let changes: [(view: ViewName, change: PathChange)]

    func check() throws(RegistryError) {
        guard !changes.isEmpty else { return }
        try commit.judge.require(.contributor, to: "change the views of all")
        for (view, change) in changes where change.new != nil {
            try commit.requireSmall(
                change, limit: commit.judge.policy.effectiveLimits.manifestBytes)
            try checkContents(of: view)
        }
        let count = try commit.catalog.views(in: commit.commit.tree).count
        guard count > SavedView.mostInRegistry else { return }
        throw RegistryError(
            .tooMuch,
            "There would be \(count) views, and \(SavedView.mostInRegistry) is the most.",
            remedy: "Remove some that nobody uses: `cairn view remove <name>`.")
    }

    private func checkContents(of name: ViewName) throws(RegistryError) {
        let view = try commit.catalog.view(name, in: commit.commit.tree)
        do throws(RegistryError) { _ = try view?.parsed() } catch {
            throw RegistryError(
                error.objections.map {
                    Objection($0.code, "\(name.path): \($0.message)", remedy: $0.remedy)
                })
        }
    }
}
