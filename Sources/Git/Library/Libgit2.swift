import CGit

/// libgit2 itself, set up once for the life of the process.
enum Libgit2 {
    /// Touch it before the first call; a `static let` runs once, whatever thread comes first.
    static let ready: Void = start()

    private static func start() {
        precondition(git_libgit2_init() > 0, "libgit2 could not start")
        precondition(cgit_configure() == 0, "libgit2 refused its settings")
    }
}

/// Throws what libgit2 said about a negative return code.
///
/// The last error is thread-local and the next call overwrites it: pass the call itself, never a
/// code kept across another call or an `await`.
func check(_ code: Int32) throws(GitError) {
    guard code < 0 else { return }
    throw lastError(code)
}

/// False for "not found"; throws for any other failure.
func found(_ code: Int32) throws(GitError) -> Bool {
    guard code != GIT_ENOTFOUND.rawValue else { return false }
    try check(code)
    return true
}

private func lastError(_ code: Int32) -> GitError {
    guard let error = unsafe git_error_last() else {
        return .library(code: Int(code), class: 0, message: "")
    }
    let message = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? ""
    return unsafe .library(code: Int(code), class: Int(error.pointee.klass), message: message)
}

/// Stands in for the function of Mbed TLS by which Debian's libgit2, when it starts, reads all
/// certificate authorities of the machine: a seventh of a short command's time.
///
/// Cairn leaves every connection to `git`. With none of them read, libgit2 would trust nobody.
@c(mbedtls_x509_crt_parse_file)
package func readNoAuthorities(
    _ chain: UnsafeMutableRawPointer?, _ path: UnsafePointer<CChar>?
) -> CInt { -1 }
