package import FoundationEssentials
import Git
package import RegistryCore

/// Something that is to be pushed: an object, where to, and with which options.
package struct DraftedPush: Sendable {
    let object: ObjectID
    let ref: String
    var options: [String] = []
}

extension ServedCatalog {
    /// Asks for something about a merge request as `caller` would with `git push`, naming the
    /// commit that they have looked at.
    ///
    /// - Parameter caller: Whoever it is must have been allowed to push by `Policy.access`.
    /// - Throws: Every objection of the registry's hooks.
    package nonisolated func push(
        _ commit: ObjectID, for address: RequestAddress, _ order: RequestOrder, as caller: Caller,
        now: Date
    ) async throws(RegistryError) {
        try await push(
            DraftedPush(object: commit, ref: "\(address)", options: order.options),
            from: directory, as: caller, now: now)
    }

    /// Pushes what `draft` makes for `caller`. It is made in a repository of its own, so that
    /// nothing enters the registry but by its hooks.
    ///
    /// - Parameter caller: Whoever it is must have been allowed to push by `Policy.access`.
    /// - Throws: What `draft` throws, and every objection of the registry's hooks.
    package nonisolated func push(
        as caller: Caller, now: Date,
        _ draft: @escaping @Sendable (CatalogView, Catalog) throws -> DraftedPush
    ) async throws {
        let folder = try DraftFolder(borrowing: directory)
        defer { folder.remove() }
        let drafted = try await view(for: caller, now: now) { view in
            try draft(view, try Catalog.open(drafts: folder.path, for: view.catalog))
        }
        try await push(drafted, from: folder.path, as: caller, now: now)
    }

    /// Runs `git push` as whoever it is: what becomes of it is judged and recorded as for anybody
    /// who pushes over HTTP.
    private nonisolated func push(
        _ drafted: DraftedPush, from folder: String, as caller: Caller, now: Date
    ) async throws(RegistryError) {
        let git = try program(for: caller, nil, now: now, in: folder)
        let output: GitOutput
        do {
            // What the account's own settings would add is nothing that the caller has said.
            var arguments: [GitArgument] = [
                "-c", "push.pushOption=", "push", "--porcelain", "--no-verify", "--no-signed",
                "--no-follow-tags",
            ]
            for option in drafted.options {
                arguments.append(try .option("--push-option", option))
            }
            arguments.append(try .value(directory))
            output = try await git.run(
                arguments + [try .value("\(drafted.object):\(drafted.ref)")])
        } catch {
            throw explain(error, "git push")
        }
        guard output.status == 0 else { throw PushFailure.error(output, remote: name) }
    }
}

/// A bare repository that borrows the objects of another, for as long as one push takes.
private struct DraftFolder: Sendable {
    let path: String

    init(borrowing catalog: String) throws(RegistryError) {
        path =
            FileManager.default.temporaryDirectory.path(percentEncoded: false)
            + "/cairn-draft-\(randomID()).git"
        do {
            for folder in ["objects/info", "refs"] {
                try FileManager.default.createDirectory(
                    atPath: "\(path)/\(folder)", withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            }
            for (name, text) in [
                ("HEAD", "ref: refs/heads/main\n"),
                ("objects/info/alternates", "\(catalog)/objects\n"),
                ("config", "[core]\n\trepositoryformatversion = 0\n\tbare = true\n"),
            ] {
                try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
            }
        } catch {
            throw RegistryError(
                .storageFailed, "A folder for drafts can't be made.",
                remedy: "Have the server's operator look after its folder for temporary files.")
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
