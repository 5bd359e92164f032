import FoundationEssentials
import Logging
import Registry
import RegistryCore

/// Looks after the registries while they are served, one at a time.
struct Upkeep: Sendable {
    let catalogs: [ServedCatalog]
    let logger: Logger
    private let started = Date()

    /// How long a change of the settings may go unseen.
    private static let longestNap = Duration.seconds(60)
    private static let shortestNap = Duration.milliseconds(200)

    init(catalogs: [ServedCatalog], logger: Logger) {
        self.catalogs = catalogs
        self.logger = logger
    }

    /// Works until the task is cancelled.
    func run() async {
        var jitter = catalogs.map { _ in Double.random(in: 0...1) }
        while !Task.isCancelled {
            var nap = Self.longestNap
            for (place, catalog) in catalogs.enumerated() {
                guard let due = due(catalog, jitter: jitter[place]) else { continue }
                let wait = Duration.seconds(due.timeIntervalSince(Date()))
                if wait <= .zero {
                    await maintain(catalog)
                    jitter[place] = .random(in: 0...1)
                } else {
                    nap = min(nap, wait)
                }
            }
            try? await Task.sleep(for: max(nap, Self.shortestNap))
        }
    }

    private func due(_ catalog: ServedCatalog, jitter: Double) -> Date? {
        do {
            return try catalog.maintenanceDue(started: started, jitter: jitter)
        } catch {
            logger.error("Maintenance of \(catalog.name) can't be planned: \(error)")
            return nil
        }
    }

    private func maintain(_ catalog: ServedCatalog) async {
        let start = ContinuousClock.now
        do {
            let report = try await catalog.maintain()
            logger.notice(
                "Maintenance of \(catalog.name) is done.",
                metadata: [
                    "ms": "\(Int((.now - start) / .milliseconds(1)))",
                    "packs": "\(report.after.packs)",
                    "loose_objects": "\(report.before.looseObjects)",
                    "loose_refs": "\(report.before.looseRefs)",
                ])
        } catch {
            logger.error("Maintenance of \(catalog.name) failed: \(error)")
        }
    }
}
