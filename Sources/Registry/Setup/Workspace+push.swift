import Git
package import RegistryCore

/// One ref to push: what to put there, and what it must have been.
package struct PushedRef: Hashable, Sendable {
    package let ref: CatalogRef
    /// `nil` deletes the ref.
    package let new: ObjectID?
    /// Whether a ref that exists may be replaced by what does not continue it.
    package let replaces: Bool

    package init(_ ref: CatalogRef, to new: ObjectID?, replaces: Bool = false) {
        self.ref = ref
        self.new = new
        self.replaces = replaces
    }

    fileprivate var specification: String {
        guard let new else { return ":\(ref)" }
        return "\(replaces ? "+" : "")\(new):\(ref)"
    }
}

extension Workspace {
    /// Pushes the refs, all or none, through the registry's hooks.
    ///
    /// - Returns: Whether any ref moved; `false` when the registry had it all already.
    /// - Throws: `conflict` when a ref had moved, and every objection of the registry otherwise.
    @discardableResult
    package func push(_ refs: [PushedRef]) async throws(RegistryError) -> Bool {
        try await push(refs.map(\.specification))
    }

    /// The same for refspecs as git reads them, with push options.
    @discardableResult
    func push(
        _ specifications: [String], options: [GitArgument] = []
    ) async throws(RegistryError) -> Bool {
        // Git syncs no folder, and what we drafted may lie in new ones.
        do { try catalog.syncObjects(in: [String]()) } catch { throw explain(error) }
        var environment = session.environment
        environment["CAIRN_USER"] = try await session.user().description
        // The client's own hook would upload artifacts a second time.
        var arguments: [GitArgument] = ["push", "--porcelain", "--atomic", "--no-verify"] + options
        let output: GitOutput
        do {
            arguments.append(try .value(remote))
            for specification in specifications { arguments.append(try .value(specification)) }
            output = try await GitProgram(directory: catalog.directory, environment: environment)
                .run(arguments)
        } catch {
            throw explain(error, "git push")
        }
        guard output.status != 0 else {
            // The push stands, whether or not the clone learns of it now.
            try? await refresh()
            // git-push(1), --porcelain: one line per ref, `=` for one that was up to date.
            let lines = output.text.split(separator: "\n").filter { $0.contains("\t") }
            return !lines.allSatisfy { $0.hasPrefix("=") }
        }
        throw PushFailure.error(output, remote: remote)
    }
}

/// Reads what `git push` and the registry's hooks said.
enum PushFailure {
    static func error(_ output: GitOutput, remote: String) -> RegistryError {
        // What `reference-transaction` says does not come by way of the remote's own channel.
        let objections = Objection.parse(
            output.errors.split(separator: "\n").map { line in
                String(line.hasPrefix("remote: ") ? line.dropFirst("remote: ".count) : line)
            })
        if !objections.isEmpty { return RegistryError(objections) }
        let said = output.text + output.errors
        let moved = [
            "[rejected]", "fetch first", "non-fast-forward", "stale info", "cannot lock ref",
        ]
        if moved.contains(where: { said.firstRange(of: $0) != nil }) {
            return RegistryError(
                .conflict, "Somebody else pushed in the meantime.",
                remedy: "Fetch, look at what changed, and try again.")
        }
        return RegistryError(
            .pushFailed, "The push to '\(remote.printable)' failed: \(said.oneLine)",
            remedy: "See whether `git push` works here.")
    }
}
