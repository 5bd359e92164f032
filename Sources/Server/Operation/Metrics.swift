import FoundationEssentials
import NIOConcurrencyHelpers

/// What the server counts about itself, in the text format of Prometheus
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
///
/// No names of registries, people or artifacts are in it, so it may be read by anybody.
final class Metrics: Sendable {
    private struct Key: Hashable, Comparable {
        let name: Name
        let labels: String

        static func < (left: Key, right: Key) -> Bool {
            (left.name.rawValue, left.labels) < (right.name.rawValue, right.labels)
        }
    }

    /// Everything that is counted.
    enum Name: String, CaseIterable {
        case requests = "cairn_requests_total"
        case seconds = "cairn_request_seconds_total"
        case failures = "cairn_authentication_failures_total"
        case bytes = "cairn_artifact_bytes_total"
        case processes = "cairn_git_processes"
        case behind = "cairn_replica_behind_seconds"

        var help: String {
            switch self {
            case .requests: "Requests answered, by what was asked for and the status."
            case .seconds: "Seconds until answers began."
            case .failures: "Wrong passwords and tokens."
            case .bytes: "Bytes of artifacts moved."
            case .processes: "Git programs running now."
            case .behind: "For how long the primary may have had what is not here."
            }
        }

        var kind: String { [.processes, .behind].contains(self) ? "gauge" : "counter" }
    }

    /// Counted up for each piece of every transfer: no `Mutex`, as in `BlockingExecutor`.
    private let values = NIOLockedValueBox([Key(name: .processes, labels: ""): 0.0])
    private let started = Date()

    /// Adds to what is counted under these labels, which are few and our own words.
    func add(_ amount: Double = 1, to name: Name, _ labels: KeyValuePairs<String, String> = [:]) {
        let text = labels.map { "\($0)=\"\($1)\"" }.joined(separator: ",")
        values.withLockedValue { $0[Key(name: name, labels: text), default: 0] += amount }
    }

    /// Says what a gauge stands at.
    func set(_ value: Double, _ name: Name) {
        values.withLockedValue { $0[Key(name: name, labels: "")] = value }
    }

    /// All of it, as Prometheus reads it.
    var text: String {
        let values = values.withLockedValue(\.self)
        var lines: [String] = []
        for name in Name.allCases {
            lines.append("# HELP \(name.rawValue) \(name.help)")
            lines.append("# TYPE \(name.rawValue) \(name.kind)")
            for key in values.keys.filter({ $0.name == name }).sorted() {
                let labels = key.labels.isEmpty ? "" : "{\(key.labels)}"
                lines.append("\(name.rawValue)\(labels) \(values[key] ?? 0)")
            }
        }
        lines += [
            "# HELP process_resident_memory_bytes Memory that the server takes.",
            "# TYPE process_resident_memory_bytes gauge",
            "process_resident_memory_bytes \(residentBytes)",
            "# HELP process_start_time_seconds When the server started, since 1970.",
            "# TYPE process_start_time_seconds gauge",
            "process_start_time_seconds \(started.timeIntervalSince1970)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }
}

/// `VmRSS` of proc(5), in bytes.
private var residentBytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
}
