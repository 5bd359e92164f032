package import ArgumentParser

/// One command: the arguments it takes, and what it does with them.
///
/// A verb never prints and never reads globals. It finds something out and returns it; the console
/// shows it, to a person or to a program.
package protocol Verb: ParsableCommand {
    associatedtype Finding: Presentable

    /// Command lines that a reader can copy, the plainest first; never empty.
    static var examples: [String] { get }

    /// The words of its command line as the parser is to read them; without more ado the same.
    static func spelled(_ words: [String]) -> [String]

    /// Declared last, as `@OptionGroup var global: GlobalOptions`, so that help lists it last.
    var global: GlobalOptions { get }

    /// Does what the command is for; throws `RegistryError` if it can't be done.
    func run(in context: Context) async throws -> Finding
}

extension Verb {
    package static func spelled(_ words: [String]) -> [String] { words }
}
