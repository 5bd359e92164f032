import Glibc
import Registry
import RegistryCore
import SystemPackage

/// `cairn hook <name>`: what git runs, by one of our hook files, and never a person.
///
/// So it is no verb, with options and help. The parser of command lines takes 2.3 of the 12 ms in
/// which such a process starts, and each push waits for two of them.
struct Hook {
    private let name: Name
    private let arguments: [String]

    /// As git and githooks(5) call them.
    private enum Name: String {
        case preReceive = "pre-receive"
        case referenceTransaction = "reference-transaction"
        case procReceive = "proc-receive"
        case postReceive = "post-receive"
        case prePush = "pre-push"
    }

    /// `nil` for any other command line.
    init?(_ words: [String]) {
        guard words.first == "hook", let name = words.dropFirst().first,
            let name = Name(rawValue: name)
        else { return nil }
        self.name = name
        arguments = Array(words.dropFirst(2))
    }

    /// Runs it, says why if it refuses, and returns the exit code that git goes by.
    func run(in surroundings: Surroundings) async -> Int32 {
        do {
            try await run(in: Context(surroundings))
            return 0
        } catch {
            return Console(surroundings, format: .table).show(error)
        }
    }

    private func run(in context: Context) async throws {
        let hooks = HookRunner(
            environment: context.environment, now: context.now, parent: getppid())
        switch name {
        case .preReceive: try await hooks.preReceive(try context.hookLines())
        case .referenceTransaction:
            try await hooks.referenceTransaction(try context.hookLines())
        case .procReceive:
            let said = try await hooks.procReceive(
                reading: .standardInput, writing: .standardOutput)
            for line in said { context.note(line) }
        case .postReceive: try await hooks.postReceive(try context.hookLines())
        case .prePush: try await prePush(in: context)
        }
    }

    /// Uploads what the pushed commits name.
    private func prePush(in context: Context) async throws {
        guard arguments.count == 2 else {
            throw RegistryError(
                .usage, "A pre-push hook is told the remote's name and its address.",
                remedy: "Let git run the hook; it is not meant to be run by hand.")
        }
        let input = try context.readInput(limit: Context.mostHookInput)
        try await context.following("Uploading") { advance in
            try await PrePush(
                session: context.session(counting: advance), remote: arguments[0],
                url: arguments[1], input: input
            ).run()
        }
    }
}

extension Context {
    /// In bytes: a line per ref.
    fileprivate static let mostHookInput = 16 << 20

    /// What git writes to a hook: one line per ref.
    fileprivate func hookLines() throws -> [String] {
        String(decoding: try readInput(limit: Self.mostHookInput), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }
}
