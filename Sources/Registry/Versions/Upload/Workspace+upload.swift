import Git
package import RegistryCore

/// What an upload sent, and what was there already.
package struct Uploaded: Encodable, Sendable {
    /// One artifact by its content: several paths may share it.
    package struct Object: Encodable, Sendable {
        package let sha256: Digest
        /// In bytes.
        package let size: Int64
    }

    package let uploaded: [Object]
    /// How many artifacts the registry held before.
    package let present: Int
    /// The length in bytes of all that was sent.
    package let bytes: Int64

    init(_ sent: [Pointer], of all: Set<Pointer>) {
        uploaded = sent.map { Object(sha256: $0.digest, size: $0.size) }
        present = all.count - sent.count
        bytes = sent.reduce(0) { $0 + $1.size }
    }
}

extension Workspace {
    /// Sends what the commits to be pushed name and the registry's store lacks.
    package func upload() async throws(RegistryError) -> Uploaded {
        guard workTree != nil else {
            throw RegistryError(
                .usage, "Here is no clone, so there are no commits to be pushed.",
                remedy: "Run it inside a clone; `cairn register` uploads by itself.")
        }
        let head = try translate("HEAD") { () throws(GitError) in
            try catalog.repository.reference("HEAD")
        }
        guard let head else { return Uploaded([], of: []) }
        let main = try catalog.tip(.main)
        let pointers = try catalog.pointers(
            introducedBy: [head], since: [main].compactMap(\.self))
        return Uploaded(try await supply(pointers), of: pointers)
    }
}

extension Catalog {
    /// The artifacts with bytes that commits name and that their parents don't.
    ///
    /// - Parameters:
    ///   - tips: The newest of the commits.
    ///   - known: What the registry has already; older commits are not looked at.
    func pointers(
        introducedBy tips: [ObjectID], since known: [ObjectID]
    ) throws(RegistryError) -> Set<Pointer> {
        var pointers: Set<Pointer> = []
        for tip in tips {
            let commits = try translate("commit \(tip)") { () throws(GitError) in
                try repository.commits(
                    in: tip, notReachableFrom: known, limit: PushLimits.standard.commits)
            }
            for commit in commits { pointers.formUnion(try self.pointers(introducedBy: commit)) }
        }
        return pointers
    }

    private func pointers(introducedBy id: ObjectID) throws(RegistryError) -> Set<Pointer> {
        let commit = try commit(id)
        let before = try commit.parents.first.map { (parent) throws(RegistryError) in
            try self.commit(parent).tree
        }
        let changes = try translate("commit \(id)") { () throws(GitError) in
            try repository.changes(
                from: before, to: commit.tree, under: "models",
                limit: PushLimits.standard.changedPaths)
        }
        var pointers: Set<Pointer> = []
        for change in changes {
            guard let entry = change.new, entry.mode == .file,
                case .model(_, let path) = CatalogPath(change.path), path.hasPrefix("artifacts/"),
                let pointer = try pointer(entry.id), pointer.size > 0
            else { continue }
            pointers.insert(pointer)
        }
        return pointers
    }
}
