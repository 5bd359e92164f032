package import FoundationEssentials
import RegistryCore
import SystemPackage

/// What a verb may use of the world: settings and clocks to read, and a person to talk to.
package struct Context: Sendable {
    let surroundings: Surroundings
    /// Whether notes and progress are left out.
    let isQuiet: Bool
    /// The registry that `-R` or `CAIRN_REGISTRY` names, as written; `nil`: look around.
    package let registry: String?
    /// The absolute path of the folder to work in.
    package let directory: String

    /// Settles what the options and the environment leave open; touches nothing.
    package init(_ surroundings: Surroundings, options: GlobalOptions) {
        self.init(
            surroundings, isQuiet: options.quiet, registry: options.registry,
            directory: options.directory)
    }

    /// The same without options, and by those alone that are given.
    init(
        _ surroundings: Surroundings, isQuiet: Bool = false, registry: String? = nil,
        directory: String? = nil
    ) {
        self.surroundings = surroundings
        self.isQuiet = isQuiet
        let named = registry ?? surroundings.environment["CAIRN_REGISTRY"]
        self.registry = named.flatMap { $0.isEmpty ? nil : $0 }
        self.directory = resolve(directory ?? ".", in: surroundings.directory)
    }

    /// The environment variables that the process was started with.
    package var environment: [String: String] { surroundings.environment }

    /// The time it is.
    package var now: Date { surroundings.now() }

    /// The absolute path of what a person wrote, seen from the folder to work in.
    package func path(_ word: String) -> String {
        resolve(word, in: directory)
    }

    /// Tells a person something in passing, as one or more full sentences; a program won't see it.
    package func note(_ text: String) {
        guard !isQuiet else { return }
        surroundings.errors.say(lines(of: text))
    }

    /// All of standard input; throws `usage` if it has more than `limit` bytes.
    package func readInput(limit: Int) throws -> [UInt8] {
        let bytes = try surroundings.input.bytes(limit)
        guard bytes.count <= limit else {
            throw RegistryError(
                .usage, "Standard input has more than \(ByteCount(Int64(limit))).",
                remedy: "Pass less, or check that it is the right file.")
        }
        return bytes
    }
}

/// `word` as an absolute path, without `.` and `..`, if it is relative to the folder `base`.
private func resolve(_ word: String, in base: String) -> String {
    FilePath(base).pushing(FilePath(word)).lexicallyNormalized().string
}
