extension Result where Failure == StoreError {
    /// Keeps the type of an error across child tasks, which forget it.
    init(_ body: () async throws(StoreError) -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
