import FoundationEssentials
import Git
import Hooks
package import RegistryCore

/// What `clone` made.
package struct MadeClone: Encodable, Sendable {
    package let path: String
    package let registry: String
    package let commit: ObjectID
}

extension Session {
    /// Clones a registry, with everything set so that stock `git` and `git lfs` do the right thing.
    ///
    /// - Parameter program: The absolute path of the `cairn` that the clone's `pre-push` runs.
    package func clone(
        _ url: String, into folder: String?, program: String
    ) async throws(RegistryError) -> MadeClone {
        let source = localFolder(url) ?? url
        let target = absolute(folder ?? humanName(source))
        try await runClone(source, target)
        let catalog = try Catalog.open(target, environment: environment)
        let snapshot = try catalog.snapshot()
        let policy = try catalog.policy(at: snapshot)
        try await configureClone(catalog, program: program)
        try installHooks(HookFile.ofClone, into: "\(catalog.directory)/hooks")
        return MadeClone(path: target, registry: policy.registry, commit: snapshot.commit)
    }

    /// The folder `git clone` would choose: the last part of the address without `.git`.
    private func humanName(_ source: String) -> String {
        let last = source.droppingLastSlash.split(whereSeparator: { $0 == "/" || $0 == ":" }).last
        let name = String(last ?? "registry")
        return name.hasSuffix(".git") ? String(name.dropLast(4)) : name
    }

    private func runClone(_ source: String, _ target: String) async throws(RegistryError) {
        let output: GitOutput
        do {
            output = try await git.run([
                "clone", "--quiet", "--origin=origin", "--branch=main",
                "-c", .option("remote.origin.fetch", "+refs/audit/*:refs/audit/*"),
                "-c",
                .option("remote.origin.fetch", "+refs/merge-requests/*:refs/merge-requests/*"),
                "-c", .option("remote.origin.fetch", "+refs/sequences/*:refs/sequences/*"),
                "-c", .option("lfs.fetchinclude", ".none"),
                "--", .value(source), .value(target),
            ])
        } catch {
            throw explain(error, "git clone")
        }
        guard output.status == 0 else {
            throw RegistryError(
                .unreachable, "'\(source.printable)' can't be cloned: \(output.errors.oneLine)",
                remedy: "Name a registry's path or URL, and a folder that does not exist yet.")
        }
    }

    private func configureClone(
        _ catalog: Catalog, program: String
    ) async throws(RegistryError) {
        let settings: [(StaticString, String)] = [
            ("cairn.program", program), ("gpg.format", "ssh"), ("core.fsync", "added"),
            ("gpg.ssh.allowedSignersFile", "\(catalog.repository.workTree ?? ".")/allowed_signers"),
            ("pull.rebase", "true"),
            ("core.hooksPath", "\(catalog.directory)/hooks"),
            ("filter.lfs.clean", "git-lfs clean -- %f"),
            ("filter.lfs.smudge", "git-lfs smudge --skip -- %f"),
            ("filter.lfs.process", "git-lfs filter-process --skip"),
            ("filter.lfs.required", "true"), ("lfs.locksverify", "false"),
        ]
        do {
            for (key, value) in settings where await isUsable(key, in: catalog) {
                try await catalog.git.require([
                    "config", GitArgument(stringLiteral: key), .value(value),
                ])
            }
        } catch {
            throw explain(error, "git config")
        }
    }

    /// The filter is set only where git-lfs is installed, for without it every checkout would fail;
    /// and who signs with OpenPGP keeps doing so.
    private func isUsable(_ key: StaticString, in catalog: Catalog) async -> Bool {
        switch key.description {
        case "gpg.format":
            let output = try? await catalog.git.run(["config", "--get", "gpg.format"])
            return output?.line != "openpgp"
        case let key where key.hasPrefix("filter.lfs"):
            let output = try? await git.run(["lfs", "version"])
            return output?.status == 0
        default: return true
        }
    }
}
