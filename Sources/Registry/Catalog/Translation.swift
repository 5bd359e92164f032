import Artifacts
import Git
import RegistryCore

/// Runs `body`, and says of a failure what was being read when it happened.
func translate<Answer: ~Copyable>(
    _ what: String, _ body: () throws(GitError) -> Answer
) throws(RegistryError) -> Answer {
    do { return try body() } catch { throw explain(error, what) }
}
