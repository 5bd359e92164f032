extension Result {
    /// Keeps the type of an error across child tasks, which forget it.
    init(_ body: () async throws(Failure) -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
