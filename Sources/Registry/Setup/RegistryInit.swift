import Artifacts
import Cryptography
import FoundationEssentials
import Git
import Hooks
package import RegistryCore
import Templates

/// What a new registry is made of.
package struct NewRegistry: Sendable {
    package var folder: String
    /// What people call it; only a label.
    package var name: String
    package var admin: Person
    /// The admin's public key, in OpenSSH's one-line form.
    package var publicKey: String
    /// Whether two others must approve what goes to production.
    package var isTeam: Bool
    /// Where it is going to be reviewed, if not on Cairn's own server.
    package var host: GitHost?
    /// The absolute path of the `cairn` that the hooks run.
    package var program: String

    package init(
        folder: String, name: String, admin: Person, publicKey: String, isTeam: Bool,
        program: String, host: GitHost? = nil
    ) {
        self.folder = folder
        self.name = name
        self.admin = admin
        self.publicKey = publicKey
        self.isTeam = isTeam
        self.program = program
        self.host = host
    }
}

/// What `init` made.
package struct MadeRegistry: Encodable, Sendable {
    package let registry: String
    package let id: String
    package let path: String
    /// The catalog's first commit, by which `verify --trust` knows it.
    package let commit: ObjectID
    /// The fingerprint of the registry's own key.
    package let fingerprint: String
}

extension Session {
    /// Makes an empty catalog, ready to be cloned and pushed to.
    package func initialize(_ new: NewRegistry) async throws(RegistryError) -> MadeRegistry {
        let folder = absolute(new.folder)
        try requireFree(folder)
        guard GroupName(parsing: new.name.lowercased()) != nil else {
            throw RegistryError(
                .nameInvalid, "'\(new.name.printable)' can't name a registry.",
                remedy: "Use \(GroupName.grammar).")
        }
        let key = try publicKey(new.publicKey)
        try await initBare(folder)
        try await configure(folder, for: folder, program: new.program)
        try installHooks(HookFile.ofCatalog, into: "\(folder)/hooks")
        try installProgram(new.program, into: "\(folder)/hooks")
        let fingerprint = try await makeRegistryKey(folder)
        let id = randomID()
        let commit = try await writeFirstCommit(new, key: key, id: id, in: folder)
        do { try syncTree(folder) } catch { throw explain(error) }
        return MadeRegistry(
            registry: new.name, id: id, path: folder, commit: commit, fingerprint: fingerprint)
    }

    func requireFree(_ folder: String) throws(RegistryError) {
        // libgit2 splits the list of alternates at colons, so a hook could not see its objects.
        guard !folder.contains(":"), !folder.contains("\n") else {
            throw RegistryError(
                .nameInvalid, "'\(folder.printable)' has a colon or a line end in it.",
                remedy: "Choose another folder for the registry.")
        }
        let contents = try? FileManager.default.contentsOfDirectory(atPath: folder)
        guard contents?.isEmpty ?? !FileManager.default.fileExists(atPath: folder) else {
            throw RegistryError(
                .conflict, "'\(folder)' exists and is not empty.",
                remedy: "Choose another folder for the registry.")
        }
    }

    /// Reads a public key whose signatures can be verified here.
    func publicKey(_ text: String) throws(RegistryError) -> PublicKey {
        guard let key = try? PublicKey(parsing: text) else {
            throw RegistryError(
                .signersInvalid, "That is not a public SSH key.",
                remedy: "Make one with `ssh-keygen -t ed25519` and name its .pub file.")
        }
        if case .unsupported(let type) = key.algorithm {
            throw RegistryError(
                .signatureUnsupported, "Keys of the type \(type) can't be verified here.",
                remedy: "Use an ed25519, ECDSA, RSA or hardware key.")
        }
        return key
    }

    /// The settings of `git-governance.md` §5, except that the hook decides about deletions and
    /// rewriting row by row (design §3).
    ///
    /// - Parameter place: Where the folder is going to be.
    func configure(
        _ folder: String, for place: String, program: String
    ) async throws(RegistryError) {
        let settings =
            RegistrySettings.all(folder: place, program: program) + [RegistrySettings.nonceSeed]
        let git = GitProgram(directory: folder, environment: environment)
        do {
            for (key, value) in settings {
                try await git.require(["config", GitArgument(stringLiteral: key), .value(value)])
            }
        } catch {
            throw explain(error, "git config")
        }
        try await hide(RegistrySettings.hiddenRefs, in: git)
    }

    /// Hides refs from every push, or with `transfer.hideRefs` from fetches, too.
    func hide(
        _ prefixes: [String], in git: GitProgram, by key: StaticString = "receive.hideRefs"
    ) async throws(RegistryError) {
        do {
            for prefix in prefixes {
                try await git.require([
                    "config", "--add", GitArgument(stringLiteral: key), .value(prefix),
                ])
            }
        } catch {
            throw explain(error, "git config")
        }
    }

    /// The key with which the registry signs its audit log; it never leaves the catalog.
    private func makeRegistryKey(_ folder: String) async throws(RegistryError) -> String {
        let path = "\(folder)/cairn/key"
        do {
            try FileManager.default.createDirectory(
                atPath: "\(folder)/cairn/journal", withIntermediateDirectories: true)
        } catch {
            throw RegistryError(
                .storageFailed, "'\(folder)/cairn' can't be made.",
                remedy: "Choose a folder that this account may write to.")
        }
        do {
            try await KeyProgram(environment: environment).makeKey(
                at: path, comment: "cairn registry")
        } catch {
            throw explain(error, "ssh-keygen")
        }
        guard let text = try? String(contentsOfFile: "\(path).pub", encoding: .utf8) else {
            throw RegistryError(
                .storageFailed, "'\(path).pub' can't be read.",
                remedy: "See whether ssh-keygen works.")
        }
        return try publicKey(text).fingerprint
    }

    private func writeFirstCommit(
        _ new: NewRegistry, key: PublicKey, id: String, in folder: String
    ) async throws(RegistryError) -> ObjectID {
        let catalog = try Catalog.open(folder, environment: environment)
        let policy = (new.isTeam ? Template.teamPolicy : Template.soloPolicy)
            .filled(["name": new.name, "id": id, "admin": new.admin.description])
        let signers = "\(new.admin) namespaces=\"git\" \(key.openSSHText)\n"
        var files: [(String, [UInt8])] = [
            (RootFile.attributes, Template.attributes.bytes),
            (RootFile.lfsConfig, Template.lfsConfig.bytes),
            (RootFile.policy, Array(policy.utf8)), (RootFile.signers, Array(signers.utf8)),
        ]
        files += (new.host?.files ?? []).map {
            ($0.rawValue, Array($0.filled(["admin": new.admin.description]).utf8))
        }
        let identity = Identity(
            name: new.admin.description, email: new.admin.description, date: now)
        let commit = try translate("the first commit") { () throws(GitError) in
            var changes: [TreeChange] = []
            for (path, bytes) in files {
                changes.append(.put(path, .file, try catalog.repository.writeBlob(bytes)))
            }
            return try catalog.repository.writeCommit(
                CommitDraft(
                    tree: try catalog.repository.rewrite(nil, changes), parents: [],
                    author: identity, committer: identity,
                    message: "Make the registry \(new.name)\n"))
        }
        _ = try catalog.policy(at: try catalog.snapshot(at: commit))
        do {
            try await catalog.git.commitRefs(
                [RefUpdate(name: CatalogRef.main.description, old: .zero, new: commit)],
                hooks: false)
        } catch {
            throw explain(error, "main")
        }
        return commit
    }

    /// Writes hook files, executable and complete.
    func installHooks(_ hooks: [HookFile], into folder: String) throws(RegistryError) {
        for hook in hooks {
            let path = "\(folder)/\(hook.rawValue)"
            do {
                try writeDurably(hook.bytes, to: path)
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o755], ofItemAtPath: path)
            } catch {
                throw RegistryError(
                    .storageFailed, "The hook '\(path)' can't be written.",
                    remedy: "Mend the folder's permissions.")
            }
        }
    }

    /// Writes down beside a catalog's hooks what `cairn.program` says, for their shell to read.
    func installProgram(_ program: String, into folder: String) throws(RegistryError) {
        do {
            try writeDurably(Array("\(program)\n".utf8), to: "\(folder)/program")
        } catch {
            throw explain(error)
        }
    }
}

/// A random id of 64 bits, in hex.
func randomID() -> String {
    randomHex(byteCount: 8)
}
