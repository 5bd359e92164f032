package import RegistryCore

/// What a command found out: a document for programs, and blocks of text for people.
///
/// Its coding keys are a promise to programs, spelled in `snake_case`; its blocks are none.
package protocol Report: Presentable, Encodable, Sendable {
    /// What a person reads, top to bottom.
    var blocks: [Block] { get }

    /// What was found wrong, by a command whose job it is to look; it decides the exit code.
    var objections: [Objection] { get }
}

extension Report {
    /// Nothing: most commands either do what they are for, or throw.
    package var objections: [Objection] { [] }

    package func show(on console: Console) throws -> Int32 {
        try console.show(self)
    }
}

/// A part of what a person reads; parts are set apart by an empty line.
package enum Block: Sendable {
    case lines([String])
    case facts([Fact])
    case table(Table)

    /// One line of text.
    package static func line(_ text: String) -> Block { .lines([text]) }
}

/// A value and what to call it.
package struct Fact: Sendable {
    package let label: String
    package let value: String

    package init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }
}
