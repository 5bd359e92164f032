import FoundationEssentials
import Registry
import RegistryCore

extension BrokenGlass {
    /// What people are told of it, and of its review.
    ///
    /// - Parameter reference: Which version got where, such as `a/b@v1 in production`.
    func lines(_ reference: String, at instant: Date, _ review: GlassReview?) -> [String] {
        let names = (review?.reviewers ?? []).map(\.description).joined(separator: ", ")
        let state =
            review?.isClosed == true
            ? "reviewed by \(names)" : "to be reviewed by \(due(since: instant).timestamp)"
        return ["GLASS BROKEN: \(reference), by \(person), \(state): \(reason)"]
            + overridden.map { "  against: \($0.message)" }
    }
}

extension VerifiedTransition {
    /// What is told of a promotion against the verdict; nothing of any other.
    var glassLines: [String] {
        let reference = "\(model)\(version.map { "@\($0)" } ?? "") in \(stage)"
        return broken?.lines(reference, at: received, review) ?? []
    }
}

extension Deployment {
    /// What is told of a promotion against the verdict; nothing of any other.
    var glassLines: [String] {
        let reference = "\(model)\(version.map { "@\($0)" } ?? "") in \(stage)"
        return broken?.lines(reference, at: date, review) ?? []
    }
}
