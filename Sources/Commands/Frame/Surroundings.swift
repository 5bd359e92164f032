package import FoundationEssentials

/// Everything a command may touch besides its own arguments.
package struct Surroundings: Sendable {
    package var environment: [String: String]
    /// The absolute path of the folder at which relative paths begin.
    package var directory: String
    package var input: InputStream
    /// Where data goes.
    package var output: OutputStream
    /// Where talk goes: notes, questions, progress and errors.
    package var errors: OutputStream
    package var now: @Sendable () -> Date
    /// A clock that never jumps, for durations.
    package var instant: @Sendable () -> ContinuousClock.Instant

    package init(
        environment: [String: String], directory: String, input: InputStream,
        output: OutputStream, errors: OutputStream, now: @escaping @Sendable () -> Date,
        instant: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        self.environment = environment
        self.directory = directory
        self.input = input
        self.output = output
        self.errors = errors
        self.now = now
        self.instant = instant
    }
}

/// What a command can read.
package struct InputStream: Sendable {
    /// Whether a person sits at the other end.
    package var isTerminal: Bool
    /// The next line without its end, at most 64 KiB of it; `nil` after the last.
    package var line: @Sendable () throws -> String?
    /// All bytes to the end, or to one more than `limit`, by which the caller knows there are more.
    package var bytes: @Sendable (_ limit: Int) throws -> [UInt8]

    package init(
        isTerminal: Bool, line: @escaping @Sendable () throws -> String?,
        bytes: @escaping @Sendable (_ limit: Int) throws -> [UInt8]
    ) {
        self.isTerminal = isTerminal
        self.line = line
        self.bytes = bytes
    }
}

/// Where a command's words end up.
package struct OutputStream: Sendable {
    /// How many columns the terminal at the other end has; `nil` if there is none.
    package var columns: Int?
    /// Writes all of the text, or throws.
    package var write: @Sendable (String) throws -> Void

    /// Whether a person sees what is written.
    package var isTerminal: Bool { columns != nil }

    package init(columns: Int?, write: @escaping @Sendable (String) throws -> Void) {
        self.columns = columns
        self.write = write
    }
}
