/// What came of a command, for the console to show.
package protocol Presentable {
    /// Prints it, and returns the exit code it earns.
    func show(on console: Console) throws -> Int32
}
