import ArgumentParser
import Glibc
import Registry
import RegistryCore
import SystemPackage

/// `cairn hook`: what git runs, never a person.
struct Hook: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hook",
        abstract: "Run as one of git's hooks.", shouldDisplay: false,
        subcommands: [
            PreReceive.self, ProcReceiveHook.self, ReferenceTransaction.self, PostReceive.self,
            PrePushHook.self,
        ])
}

/// `cairn hook pre-receive`
struct PreReceive: Verb {
    static let configuration = CommandConfiguration(
        commandName: "pre-receive",
        abstract: "Accept a push, or refuse it with every reason.")
    static let examples = ["cairn hook pre-receive"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> Silence {
        try await context.hooks().preReceive(try context.hookLines())
        return Silence()
    }
}

/// `cairn hook proc-receive`
struct ProcReceiveHook: Verb {
    static let configuration = CommandConfiguration(
        commandName: "proc-receive", abstract: "Record what was pushed for review.")
    static let examples = ["cairn hook proc-receive"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> Silence {
        let said = try await context.hooks()
            .procReceive(reading: .standardInput, writing: .standardOutput)
        for line in said { context.note(line) }
        return Silence()
    }
}

/// `cairn hook reference-transaction`
struct ReferenceTransaction: Verb {
    static let configuration = CommandConfiguration(
        commandName: "reference-transaction",
        abstract: "Let refs move only if what was judged still holds.")
    static let examples = ["cairn hook reference-transaction"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> Silence {
        try await context.hooks().referenceTransaction(try context.hookLines())
        return Silence()
    }
}

/// `cairn hook post-receive`
struct PostReceive: Verb {
    static let configuration = CommandConfiguration(
        commandName: "post-receive", abstract: "Record what was accepted.")
    static let examples = ["cairn hook post-receive"]

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> Silence {
        try await context.hooks().postReceive(try context.hookLines())
        return Silence()
    }
}

/// The report of whoever has nothing to say.
struct Silence: Report {
    var blocks: [Block] { [] }
}

extension Context {
    func hooks() -> HookRunner {
        HookRunner(environment: environment, now: now, parent: getppid())
    }

    /// What git writes to a hook: one line per ref, at most 16 MiB of them.
    func hookLines() throws -> [String] {
        String(decoding: try readInput(limit: 16 << 20), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }
}
