import GRDB

extension IndexFile {
    /// Lends what reads rows, all of one moment, for as long as `time` at most; then the statement
    /// that runs is interrupted.
    ///
    /// - Throws: `IndexError.interrupted` when the time is over, or what `body` throws.
    func read<Answer: Sendable>(
        atMost time: Duration, _ body: @escaping @Sendable (Database) throws -> Answer
    ) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer.self) { [database] group in
            group.addTask { try await explainingAsync { try await database.read(body) } }
            group.addTask {
                try await Task.sleep(for: time)
                throw IndexError.interrupted
            }
            // Whichever ends first; the other is cancelled, and GRDB interrupts SQLite then.
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw IndexError.interrupted }
            return answer
        }
    }
}

/// As `explaining`, for what waits.
private func explainingAsync<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
    do {
        return try await body()
    } catch let error as DatabaseError {
        throw IndexError(error)
    }
}
