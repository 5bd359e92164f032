import Git
import RegistryCore

/// The index in the newest tree of the audit log: a receipt for everything ever received.
///
/// It is held to the entries as a whole: each entry finds its receipts in it, and it has no others.
/// So a million entries cost one look at a million receipts, and not two trees each.
struct AuditIndex: Sendable {
    private let tree: ObjectID

    init(_ tree: ObjectID) {
        self.tree = tree
    }

    /// What in the index belongs to some entries.
    struct Holdings: Sendable {
        fileprivate var receipts = 0
        fileprivate var certificates: Set<ObjectID> = []

        mutating func add(_ other: Holdings) {
            receipts += other.receipts
            certificates.formUnion(other.certificates)
        }
    }

    /// What belongs to one entry; throws when something of it is missing or says otherwise.
    ///
    /// A proposal may be withdrawn and pushed again: then its receipt is that of the later entry.
    func holdings(
        of entry: AuditEntry, in catalog: Catalog
    ) throws(RegistryError) -> Holdings {
        var holdings = Holdings()
        for fact in entry.facts {
            let receipt = try catalog.receipt(fact, in: tree)
            guard let receipt, receipt == entry.receipt || receipt.entry > entry.number else {
                throw damaged("does not have the receipt of entry \(entry.number) for \(fact.path)")
            }
            if receipt.entry == entry.number { holdings.receipts += 1 }
        }
        if let path = entry.certificatePath, let certificate = entry.certificate {
            guard try catalog.entry(at: path, in: tree)?.id == certificate else {
                throw damaged("does not have the push certificate of entry \(entry.number)")
            }
            holdings.certificates.insert(certificate)
        }
        return holdings
    }

    /// Objects if the index has files that belong to no entry.
    func objections(
        holding known: Holdings, in catalog: Catalog
    ) async throws(RegistryError) -> [Objection] {
        let accounted = known.receipts + known.certificates.count + 1  // and entry.json
        let folders = try self.folders(in: catalog)
        let counts = try await catalog.inParts(folders.deep) { catalog, folders in
            try folders.reduce(0) { try $0 + catalog.files(below: $1) }
        }
        let found = counts.reduce(folders.files, +)
        guard found != accounted else { return [] }
        return damaged("has \(found) files, and its entries account for \(accounted)").objections
    }

    /// The folders two levels down, such as one namespace's versions, and how many files lie above.
    private func folders(
        in catalog: Catalog
    ) throws(RegistryError) -> (deep: [ObjectID], files: Int) {
        var (folders, files) = ([tree], 0)
        for _ in 0..<2 {
            var deeper: [ObjectID] = []
            for folder in folders {
                let entries = try catalog.entries(of: folder)
                deeper += entries.filter(\.mode.isTree).map(\.id)
                files += entries.count { !$0.mode.isTree }
            }
            folders = deeper
        }
        return (folders, files)
    }

    private func damaged(_ what: String) -> RegistryError {
        RegistryError(
            .corrupt, "The index of the audit log \(what).",
            remedy: "Compare refs/audit/log with another clone's; one of them was rewritten.")
    }
}

extension Catalog {
    /// How many files lie in a folder and in those below it.
    fileprivate func files(below folder: ObjectID) throws(RegistryError) -> Int {
        var (pending, files) = ([folder], 0)
        while let next = pending.popLast() {
            for entry in try entries(of: next) {
                if entry.mode.isTree { pending.append(entry.id) } else { files += 1 }
            }
        }
        return files
    }
}
