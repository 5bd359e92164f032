/// What one run of `git` left behind.
package struct GitOutput: Sendable {
    /// The exit status; 128 and the signal's number if a signal ended it.
    package let status: Int32
    package let output: [UInt8]
    /// What it said on standard error.
    package let errors: String

    /// Standard output as text.
    package var text: String {
        String(decoding: output, as: UTF8.self)
    }
}
