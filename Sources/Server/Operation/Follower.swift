import Logging
import Registry
import RegistryCore

/// Keeps a replica up to its primary while it is served.
struct Follower: Sendable {
    let catalog: ServedCatalog
    let logger: Logger

    /// Works until the task is cancelled; a primary that is away is asked again and again.
    func run() async {
        var isAway = false
        while !Task.isCancelled {
            do {
                try await catalog.catchUp()
                if isAway { logger.notice("The primary of \(catalog.name) answers again.") }
                isAway = false
            } catch {
                // Once, and not every ten seconds.
                if !isAway, !Task.isCancelled {
                    logger.error("\(catalog.name) can't follow its primary: \(error)")
                }
                isAway = true
            }
            // Replicas that were started together shall not ask together.
            let wait = Double(catalog.followInterval) * .random(in: 0.9...1.1)
            try? await Task.sleep(for: .seconds(wait))
        }
    }
}
