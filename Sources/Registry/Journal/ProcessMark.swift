import FoundationEssentials

/// A process that can be told from a later one with the same number.
struct ProcessMark: Hashable, Sendable, Codable {
    let pid: Int32
    /// Clock ticks between boot and the start of the process (proc(5), field 22 of `stat`).
    let started: String
    /// What tells this boot from any other (random(4)): after a power cut, numbers start anew.
    let boot: String

    /// The process `pid`, if it lives.
    init?(pid: Int32) {
        guard let started = startTicks(of: pid),
            let boot = try? String(
                contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        else { return nil }
        self.pid = pid
        self.started = started
        self.boot = String(boot.prefix { !$0.isNewline })
    }

    /// Whether that very process still runs.
    var isAlive: Bool { ProcessMark(pid: pid) == self }
}

/// When a process started, in clock ticks since boot; `nil` if there is none with this number, or
/// only what is left of it until its parent asks for its exit status.
func startTicks(of pid: Int32) -> String? { processFields(pid)?[19] }

/// The process that started `pid`.
func parentProcess(of pid: Int32) -> Int32? { processFields(pid).flatMap { Int32($0[1]) } }

/// What `/proc/<pid>/stat` says after the name, from the state on.
private func processFields(_ pid: Int32) -> [String]? {
    guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
        let name = stat.lastIndex(of: ")")
    else { return nil }
    // The name may hold spaces and parentheses; fields are counted from its last one.
    let fields = stat[stat.index(after: name)...].split(separator: " ").map(String.init)
    return fields.count > 19 && !["Z", "X"].contains(fields[0]) ? fields : nil
}
