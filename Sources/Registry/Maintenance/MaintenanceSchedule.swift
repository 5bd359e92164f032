import Artifacts
package import FoundationEssentials
import Git
package import RegistryCore

/// When a server looks after a registry by itself.
///
/// Asked again and again, so a change of `cairn.maintenanceInterval` counts at once, and a run by
/// hand puts off the next one.
struct MaintenanceSchedule {
    let catalog: Catalog

    /// The setting in the registry's Git configuration: a length of time, or `0` for never.
    static let setting = "cairn.maintenanceInterval"
    private static let usual = "1d"

    /// The file whose time is that of the last run.
    private var stamp: String { "\(catalog.directory)/cairn/maintained" }

    /// When the next run is due; `nil` for never.
    ///
    /// - Parameters:
    ///   - started: When the server did; a registry that was never looked after waits from then.
    ///   - jitter: From 0 to 1: how far into the tenth of an interval after its time a run begins,
    ///     so that servers started together do not all work at once.
    func due(started: Date, jitter: Double) throws(RegistryError) -> Date? {
        guard let interval = try interval() else { return nil }
        let attributes = try? FileManager.default.attributesOfItem(atPath: stamp)
        let last = attributes?[.modificationDate] as? Date
        let earliest = last?.addingTimeInterval(interval) ?? started
        return earliest.addingTimeInterval(interval / 10 * jitter)
    }

    /// Notes that a run has ended.
    func note() throws(StoreError) {
        try writeDurably([], to: stamp)
    }

    /// In seconds.
    private func interval() throws(RegistryError) -> TimeInterval? {
        let text = (try? catalog.repository.config(Self.setting)) ?? Self.usual
        guard text != "0" else { return nil }
        guard let span = TimeSpan(parsing: text) else {
            throw RegistryError(
                .usage, "\(Self.setting) is '\(text.printable)', which is no length of time.",
                remedy: "Set it to 12h, 1d or the like, or to 0 for never.")
        }
        return span.seconds > 0 ? TimeInterval(span.seconds) : nil
    }
}

extension ServedCatalog {
    /// When maintenance is due; `nil` for never (`MaintenanceSchedule.due`).
    package nonisolated func maintenanceDue(
        started: Date, jitter: Double
    ) throws(RegistryError) -> Date? {
        let catalog = try Catalog.open(directory, environment: environment)
        return try MaintenanceSchedule(catalog: catalog).due(started: started, jitter: jitter)
    }

    /// Packs refs and objects, and writes the commit-graph.
    package nonisolated func maintain() async throws(RegistryError) -> MaintenanceReport {
        try await Maintenance(catalog: try Catalog.open(directory, environment: environment)).run()
    }
}
