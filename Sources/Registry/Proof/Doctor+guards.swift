import Artifacts
import FoundationEssentials
import Git
import RegistryCore

/// Whether only those who should can get at the registry.
extension Doctor {
    /// Git refuses the repository of another account unless it was told that it is safe.
    func ownership(_ catalog: Catalog) async -> Finding {
        guard (try? await catalog.git.run(["rev-parse", "--git-dir"]))?.status != 0 else {
            return well("Git trusts the owner of the registry")
        }
        return ill(
            "Git does not trust the owner of \(folder)",
            remedy: "Run it as the account that owns the folder, or, if you trust that one, run "
                + "`git config --global --add safe.directory '\(folder)'`.")
    }

    /// The refs that the registry alone writes must be hidden from every push.
    func hiddenRefs(_ catalog: Catalog) async throws(RegistryError) -> Finding {
        let hidden = try? await catalog.git.run(["config", "--get-all", "receive.hideRefs"])
        let lines = hidden?.text.split(separator: "\n").map(String.init) ?? []
        let missing = RegistrySettings.hiddenRefs.filter { !lines.contains($0) }
        guard !missing.isEmpty else { return well("No push reaches the registry's own refs") }
        return try await mend(
            "Refs are open to every push: \(missing.joined(separator: ", "))"
        ) { () async throws(RegistryError) in
            try await workspace.session.hide(missing, in: catalog.git)
        }
    }

    /// What any account of the machine may write to.
    func permissions() -> Finding {
        let open = guardedPaths.filter { (mode(of: $0) ?? 0) & 0o002 != 0 }
        guard !open.isEmpty else { return well("No other account writes to the registry") }
        let what = "Every account can write to \(open.joined(separator: ", "))"
        guard repairs else { return ill(what) }
        for path in open {
            let closed = (mode(of: path) ?? 0o755) & ~0o002
            try? FileManager.default.setAttributes([.posixPermissions: closed], ofItemAtPath: path)
        }
        return Finding(
            what: what, state: .repaired,
            remedy: "If others use this machine, run `cairn verify --bytes`.")
    }

    private var guardedPaths: [String] {
        let hooks = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/hooks")
        return [
            "", "/config", "/HEAD", "/packed-refs", "/objects", "/refs", "/hooks", "/cairn",
            "/cairn/journal", "/lfs", "/lfs/objects",
        ].map { folder + $0 } + (hooks ?? []).map { "\(folder)/hooks/\($0)" }
    }

    func mode(of path: String) -> UInt? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.posixPermissions] as? UInt
    }

    /// `git replace` and grafts make git show another object, or other parents, under an id.
    func replacements(_ catalog: Catalog) throws(RegistryError) -> Finding {
        let found = try translate("refs/replace/") { () throws(GitError) in
            try catalog.repository.references(under: "refs/replace/")
        }
        let grafts = ["info/grafts", "shallow"].filter {
            FileManager.default.fileExists(atPath: "\(folder)/\($0)")
        }
        let names = found.map(\.name) + grafts
        guard !names.isEmpty else { return well("No object stands in the place of another") }
        return ill(
            "Objects are replaced by others: \(names.joined(separator: ", "))",
            remedy: "See who did that, then remove them with `git replace -d`, and the files.")
    }

    /// Objects with a second name, through which somebody outside of the store can change them.
    func sharedObjects(_ digests: [Digest]) async -> Finding {
        guard !digests.isEmpty, let store = workspace.folderStore else {
            return well("No other program holds a link into the store")
        }
        let what = "Other programs hold links to \(digests.count) artifacts"
        guard repairs else { return ill(what) }
        for digest in digests {
            do {
                let size = try await store.size(of: digest) ?? 0
                try await store.adopt(Pointer(digest: digest, size: size))
            } catch {
                return ill(what, remedy: "Run `cairn store verify`: \(error).")
            }
        }
        return Finding(what: what, state: .repaired, remedy: nil)
    }
}
