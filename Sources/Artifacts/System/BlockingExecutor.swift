import Dispatch
import NIOConcurrencyHelpers

/// Runs tasks that block in `read`, `write` and `fsync` on threads of their own.
///
/// Swift's own pool has one thread per core, so on two cores two slow disks' worth of `fsync`
/// would stop everything else, timers and signal handling included. Each lane is a serial queue,
/// which Dispatch gives a thread whatever the others do; a concurrent queue would share, and wait
/// for, the same few threads as Swift's pool.
final class BlockingExecutor: TaskExecutor {
    /// The most threads there are at once: what transfers of many small artifacts need, one reading
    /// and hashing and one writing each.
    static let shared = BlockingExecutor(lanes: 2 * Parallelism.most)

    private struct State {
        var waiting: [UnownedJob] = []
        var idle: [DispatchQueue]
    }

    /// Taken twice for each piece that a transfer moves, so not Swift's `Mutex`: on Linux that is a
    /// futex with priority inheritance, which the kernel hands from thread to thread in turn. On a
    /// busy machine the whole server then waits for whoever is next to be given a core, each time
    /// (https://github.com/swiftlang/swift/issues/88440).
    private let state: NIOLockedValueBox<State>

    private init(lanes: Int) {
        let queues = (0..<lanes).map { DispatchQueue(label: "cairn.blocking.\($0)") }
        state = NIOLockedValueBox(State(idle: queues))
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let lane = state.withLockedValue { state in
            state.waiting.append(job)
            return state.idle.popLast()
        }
        guard let lane else { return }
        lane.async { self.work(on: lane) }
    }

    private func work(on lane: DispatchQueue) {
        while let job = nextJob(for: lane) {
            unsafe job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    /// The job that has waited longest, or none, and then the lane is idle.
    private func nextJob(for lane: DispatchQueue) -> UnownedJob? {
        state.withLockedValue { state in
            guard !state.waiting.isEmpty else {
                state.idle.append(lane)
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}

/// Runs `body`, and every child task of it, where blocking harms nobody.
///
/// The body is `@concurrent`, or it would stay on the caller's thread until it first waits.
func blocking<Answer: Sendable>(
    _ body: @concurrent @Sendable () async throws(StoreError) -> Answer
) async throws(StoreError) -> Answer {
    try await withTaskExecutorPreference(BlockingExecutor.shared, operation: body)
}
