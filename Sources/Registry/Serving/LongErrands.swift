import Artifacts
import RegistryCore
import Synchronization

/// Work for clients that may take longer than they wait: it is begun once however many ask for it,
/// and gone on with when none of them waits any more.
final class LongErrands: Sendable {
    /// What is done, and for which artifact.
    enum Errand: Hashable {
        /// An artifact is made of an upload's parts.
        case upload(TransferPass.Upload)
        /// An artifact that came by another way is hashed.
        case verification(Pointer)
        /// The store is asked whether it answers.
        case probe
    }

    private typealias Outcome = Result<Void, StoreError>

    private let running = Mutex<[Errand: Task<Outcome, Never>]>([:])

    /// How long a client waits in any case: git-lfs gives up after 30 seconds without a byte.
    static let patience = Duration.seconds(20)

    /// Waits until `work` is done, or for as long as `patience` lasts.
    ///
    /// - Returns: Whether it is done.
    /// - Throws: What `work` throws, in words.
    func isDone(
        _ errand: Errand, within patience: Duration = patience,
        _ work: @escaping @Sendable () async throws(StoreError) -> Void
    ) async throws(RegistryError) -> Bool {
        guard let outcome = await value(of: task(errand, work), within: patience) else {
            return false
        }
        do { try outcome.get() } catch { throw explain(error) }
        return true
    }

    private func task(
        _ errand: Errand, _ work: @escaping @Sendable () async throws(StoreError) -> Void
    ) -> Task<Outcome, Never> {
        running.withLock { running in
            if let task = running[errand] { return task }
            let task = Task { [self] in
                let outcome: Outcome
                do throws(StoreError) {
                    outcome = .success(try await work())
                } catch {
                    outcome = .failure(error)
                }
                self.running.withLock { $0[errand] = nil }
                return outcome
            }
            running[errand] = task
            return task
        }
    }
}
