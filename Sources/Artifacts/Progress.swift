/// Told how many more bytes have been worked through; called from several threads.
package struct Progress: Sendable {
    /// Takes the number of bytes since the last call.
    package let report: @Sendable (_ bytes: Int64) -> Void

    package init(report: @escaping @Sendable (_ bytes: Int64) -> Void) {
        self.report = report
    }

    /// Tells nobody.
    package static let silent = Progress { _ in }
}
