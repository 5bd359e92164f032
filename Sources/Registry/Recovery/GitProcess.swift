import FoundationEssentials
import Glibc

/// A running `git` or `cairn` that works in a repository, found in `/proc`.
struct GitProcess: Sendable {
    let pid: Int32
    /// How long it has been running, in seconds.
    let age: Double

    /// All that work in one of these folders, or might, but for this process.
    ///
    /// - Parameters:
    ///   - programs: How the names of the programs begin that count.
    ///   - excluded: Processes that don't.
    static func running(
        in folders: [String], programs: [String], except excluded: Set<Int32>
    ) -> [GitProcess] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { Int32($0) }.compactMap { pid in
            guard !excluded.contains(pid), pid != getpid(),
                programs.contains(where: { name(of: pid).hasPrefix($0) }),
                let started = startTicks(of: pid), folders.contains(where: { works(pid, in: $0) })
            else { return nil }
            return GitProcess(pid: pid, age: age(startedAt: started))
        }
    }

    /// The process that started this one, the one that started that, and so on.
    static var ancestors: [Int32] { [getppid()] + ancestors(of: getppid()) }

    /// The `git` that runs a hook, which a script between the two may have called; without one,
    /// whatever process called it.
    static func runner(ofHookCalledBy parent: Int32) -> Int32 {
        ([parent] + ancestors(of: parent)).first { name(of: $0).hasPrefix("git") } ?? parent
    }

    private static func ancestors(of pid: Int32) -> [Int32] {
        guard let parent = parentProcess(of: pid), parent > 1 else { return [] }
        return [parent] + ancestors(of: parent)
    }

    private static func name(of pid: Int32) -> String {
        (try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)) ?? ""
    }

    /// Git goes to the folder it works in, unless it was told with `--git-dir` or `GIT_DIR`.
    private static func works(_ pid: Int32, in folder: String) -> Bool {
        let place: String
        do {
            place = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/cwd")
        } catch {
            // Another account's process does not tell us. One that has ended, or is about to, has
            // no folder any more and so touches no file.
            return (error as? CocoaError)?.code != .fileReadNoSuchFile
        }
        if place == folder || place.hasPrefix(folder + "/") { return true }
        return ["cmdline", "environ"].contains { file in
            let bytes = FileManager.default.contents(atPath: "/proc/\(pid)/\(file)") ?? Data()
            return Array(bytes).firstRange(of: Array(folder.utf8)) != nil
        }
    }

    /// One whose age can't be told counts as old.
    private static func age(startedAt ticks: String) -> Double {
        guard let ticks = Double(ticks),
            let uptime = try? String(contentsOfFile: "/proc/uptime", encoding: .utf8),
            let now = uptime.split(separator: " ").first.flatMap({ Double($0) })
        else { return .infinity }
        return now - ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
