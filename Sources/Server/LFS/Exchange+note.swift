import Logging
import Registry
import RegistryCore

extension Exchange {
    /// Notes a download. A disk too full for a line must not keep a model from being served; then
    /// the server's own log has it.
    func note(
        _ digest: Digest, _ range: Range<Int64>?, of catalog: ServedCatalog, to person: Person?
    ) {
        do {
            try catalog.note(digest, range, to: person, now: received)
        } catch {
            let who = person.map { "\($0)" } ?? "anonymous"
            logger.error("A download could not be noted: \(digest) by \(who): \(error)")
        }
    }
}
