package import Artifacts
import Git
package import RegistryCore
package import SearchIndex

/// A catalog's search index: made from Git, kept beside it, and never more than a cache of it.
package struct CatalogIndex {
    let catalog: Catalog
    var folder: IndexFolder { IndexFolder(catalog: catalog.directory) }

    /// - Parameter catalog: The registry itself, or a clone; not a repository of drafts.
    package init(of catalog: Catalog) {
        self.catalog = catalog
    }

    /// The index, showing the catalog as it is now.
    ///
    /// What a push that was killed has left out is brought first, in proportion to it; an index
    /// that is missing, damaged or of another format is built, which takes minutes where there are
    /// a million versions.
    ///
    /// - Parameter held: The index that was opened before; it is the answer if it still counts.
    package func open(
        for use: IndexFile.Use, held: IndexFile? = nil, progress: Progress = .silent
    ) async throws(RegistryError) -> IndexFile {
        for _ in 0..<3 {
            if let file = try? usable(use, held), try isCaughtUp(file) { return file }
            try await build(progress)
        }
        throw RegistryError(
            .conflict, "The search index is being built again and again.",
            remedy: "Run `cairn doctor`, and see whether `main` is being rewritten.")
    }

    /// Asks the index, showing the catalog as it is now (`open`); one in which `body` meets damage
    /// is built anew and asked again.
    package func ask<Answer>(
        for use: IndexFile.Use, held: IndexFile? = nil, progress: Progress = .silent,
        _ body: (IndexFile) async throws -> Answer
    ) async throws(RegistryError) -> Answer {
        let file = try await open(for: use, held: held, progress: progress)
        do {
            do {
                return try await body(file)
            } catch let error as IndexError where error.wantsRebuild {
                try await build(progress)
                return try await body(try await open(for: use, progress: progress))
            }
        } catch let error as IndexError {
            throw explain(error)
        } catch {
            throw RegistryError(any: error)
        }
    }

    /// Brings the index up to the catalog, if there is one: what a hook does after a push.
    ///
    /// Whatever stands in the way is left to whoever searches next, for the push is accepted.
    func update() {
        guard let file = try? usable(.command, nil) else { return }
        _ = try? isCaughtUp(file)
    }

    private func usable(_ use: IndexFile.Use, _ held: IndexFile?) throws -> IndexFile {
        guard let path = folder.current else { throw IndexError.missing }
        if let held, held.path == path { return held }
        return try IndexFile(opening: path, for: use)
    }

    /// Brings the rows up to the catalog; `false` if only a new index can show it.
    private func isCaughtUp(_ file: IndexFile) throws(RegistryError) -> Bool {
        do {
            guard try isBehind(file) else { return true }
            try file.write { writer in
                try IndexUpdate(catalog: catalog, writer: writer).run()
            }
            return true
        } catch is IndexUpdate.ElsewhereError {
            return false
        } catch let error as IndexError {
            guard error.wantsRebuild else { throw explain(error) }
            return false
        } catch {
            throw RegistryError(any: error)
        }
    }

    /// Whether the catalog has what the rows don't show.
    ///
    /// Costs two refs and a look into the journal, which is empty but for pushes under way; without
    /// an audit log, every stage is looked at.
    func isBehind(_ file: IndexFile) throws -> Bool {
        let state = try file.state()
        let log = try catalog.tip(.auditLog)
        guard try state.main?.commit == catalog.tip(.main), state.log == log else { return true }
        let pending = catalog.pendingRefs().compactMap(stageBranch)
        let branches = try log == nil ? catalog.stageBranches() : pending
        let shown = try log == nil ? file.stages() : []
        return try (branches + shown).contains { branch in
            try file.tip(of: branch.stage, of: branch.model)
                != catalog.tip(.stage(branch.stage, branch.model))
        }
    }

    /// Builds the index anew; the old one is read until the new one is finished.
    ///
    /// - Returns: What was written.
    /// - Throws: `conflict` while another process builds it.
    @discardableResult
    package func build(_ progress: Progress) async throws(RegistryError) -> IndexReport {
        let folder = folder
        guard let turn = try folder.turn() else {
            throw RegistryError(
                .conflict, "Another process is building the search index.",
                remedy: "Let it end; `cairn index status` says when the new one is there.")
        }
        folder.removeAll(but: folder.currentName)
        let file = folder.fresh()
        var place = catalog.place
        place.isTrusted = true
        let counts = try await IndexRebuild(catalog: try place.open(), progress: progress)
            .run(into: file)
        try folder.put(file)
        _ = consume turn
        return IndexReport(counts: counts, bytes: folder.size(of: file))
    }
}
