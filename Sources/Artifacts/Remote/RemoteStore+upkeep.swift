package import FoundationEssentials
package import RegistryCore

extension RemoteStore {
    package func verify(progress: Progress) async throws(StoreError) -> Verification {
        let listing = try await objects.list()
        var report = Verification()
        report.objects = listing.objects.count
        report.bytes = listing.objects.map(\.size).reduce(0, +)
        report.misplaced = listing.strays
        report.unfinished = try await objects.removeUnfinished(
            before: .distantFuture, dryRun: true)
        let reasons = try await inParallel(
            listing.objects, largestFirst: \.size
        ) { (object) async throws(StoreError) -> StoreError? in
            try await damage(of: object.digest, progress: progress)
        }
        for case (let object, let reason?) in zip(listing.objects, reasons) {
            report.damaged.append(.init(digest: object.digest, reason: reason))
        }
        return report
    }

    /// Why an object is not what its name says; `nil` if it is, or is gone by now.
    private func damage(
        of digest: Digest, progress: Progress
    ) async throws(StoreError) -> StoreError? {
        do {
            try await get(digest, range: nil) { progress.report(Int64($0.count)) }
            return nil
        } catch {
            switch error {
            case .missing: return nil
            case .corrupt, .wrongSize: return error
            default: throw error
            }
        }
    }

    /// Removes what nobody wants, one object after the other. Each is looked at once more just
    /// before it goes: who wants one that is there claims it first, and looks for it then.
    package func collect(
        keeping isWanted: @escaping @Sendable (Digest) -> Bool, grace: Duration, now: Date,
        dryRun: Bool
    ) async throws(StoreError) -> Sweep {
        let deadline = now.addingTimeInterval(-grace.seconds)
        let listing = try await objects.list()
        var sweep = Sweep()
        sweep.leftovers = try await objects.removeUnfinished(before: deadline, dryRun: dryRun)
        for object in listing.objects.sorted(by: { $0.digest < $1.digest }) {
            let claimed = listing.marks[.claimed]?[object.digest]
            let touched = max(object.modified, claimed ?? object.modified)
            if isWanted(object.digest) {
                sweep.kept += 1
            } else if touched >= deadline {
                sweep.young += 1
            } else if try await !condemn(object.digest, before: deadline, dryRun: dryRun) {
                sweep.young += 1
            } else {
                sweep.removed.append(object)
            }
        }
        if !dryRun { try await forget(listing, before: deadline) }
        return sweep
    }

    /// Removes an object if nobody has claimed it since `deadline`.
    private func condemn(
        _ digest: Digest, before deadline: Date, dryRun: Bool
    ) async throws(StoreError) -> Bool {
        guard !Task.isCancelled else { throw .interrupted }
        if let claimed = try await objects.marked(digest, .claimed), claimed >= deadline {
            return false
        }
        if !dryRun { try await remove(digest) }
        return true
    }

    /// Removes what was noted long ago, and says nothing any more of what is there.
    private func forget(
        _ listing: RemoteListing, before deadline: Date
    ) async throws(StoreError) {
        let present = Set(listing.objects.map(\.digest))
        for (mark, digests) in listing.marks {
            for (digest, noted) in digests where noted < deadline {
                guard mark == .claimed || !present.contains(digest) else { continue }
                try await objects.unmark(digest, mark)
            }
        }
    }
}
