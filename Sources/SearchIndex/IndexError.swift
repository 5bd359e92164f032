import GRDB

/// Why the index could not be read or written; whoever meets it may still ask Git.
package enum IndexError: Error, Equatable {
    /// There is no file at the path.
    case missing
    /// It is no index, or one of another format.
    case otherFormat
    /// SQLite finds its pages broken.
    case damaged(String)
    /// Another process has been writing for longer than one is waited for.
    case busy
    /// The statement was stopped, by its time limit or because nobody wants the answer any more.
    case interrupted
    /// The disk is full, or can't be read or written.
    case disk(String)
    /// Anything else SQLite said.
    case library(String)
}

extension IndexError {
    init(_ error: DatabaseError) {
        let message = error.message ?? "code \(error.extendedResultCode.rawValue)"
        self =
            switch error.resultCode {
            case .SQLITE_NOTADB: .otherFormat
            case .SQLITE_CORRUPT: .damaged(message)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_INTERRUPT: .interrupted
            case .SQLITE_CANTOPEN: .missing
            case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_PERM: .disk(message)
            default: .library(message)
            }
    }
}

/// Does `body`, and says what SQLite said as one of the few things that a caller can act on; other
/// errors pass as they are.
func explaining<Answer>(_ body: () throws -> Answer) throws -> Answer {
    do {
        return try body()
    } catch let error as DatabaseError {
        throw IndexError(error)
    }
}
