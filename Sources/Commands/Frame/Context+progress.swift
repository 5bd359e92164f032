extension Context {
    /// Runs `body` and shows how far it is: on a terminal, once it takes longer than a second.
    ///
    /// `body` calls `advance` with each number of bytes, or what `unit` says, that is done, from
    /// any thread. `total` is how many there are in all, where it is known beforehand.
    package func following<Answer>(
        _ label: String, total: Int64? = nil, unit: ProgressLine.Unit = .bytes,
        _ body: (_ advance: @escaping @Sendable (Int64) -> Void) async throws -> Answer
    ) async rethrows -> Answer {
        guard let columns = surroundings.errors.columns, !isQuiet else {
            return try await body { _ in }
        }
        let bar = ProgressBar(
            label, total: total, unit: unit, columns: columns, instant: surroundings.instant,
            draw: { [errors = surroundings.errors] in try? errors.write($0) })
        defer { bar.end() }
        return try await body { bar.advance(by: $0) }
    }
}
