/// What a task comes to; `nil` if that takes longer than `patience`, and then it goes on by itself.
func value<Value: Sendable>(
    of task: Task<Value, Never>, within patience: Duration
) async -> Value? {
    let (values, signal) = AsyncStream.makeStream(of: Value.self)
    Task { signal.yield(await task.value) }
    let alarm = Task {
        try? await Task.sleep(for: patience)
        signal.finish()
    }
    defer { alarm.cancel() }
    for await value in values { return value }
    return nil
}
