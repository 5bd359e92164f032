import RegistryCore

extension GitProgram {
    /// Moves refs, all of them or none, each only if it still holds its old value.
    ///
    /// The one place where Cairn moves refs. Whoever loses a race gets `conflict`, with a ref that
    /// was in the way. Inside `pre-receive` git itself refuses.
    ///
    /// - Parameters:
    ///   - hooks: Whether the repository's `reference-transaction` hook is asked.
    ///   - message: For the reflog, where there is one.
    package func commitRefs(
        _ updates: [RefUpdate], hooks: Bool, message: String? = nil
    ) async throws(GitError) {
        if let odd = updates.first(where: { !isReferenceName($0.name) }) {
            throw .invalidReference(odd.name)
        }
        let instructions = updates.map(\.instruction).joined()
        let input = "start\0\(instructions)prepare\0commit\0"
        let arguments = try transaction(hooks: hooks, message: message)
        let result = try await run(arguments, input: Array(input.utf8))
        guard result.status != 0 else { return }
        guard let name = contendedReference(result.errors) else {
            throw failure(of: arguments, result)
        }
        throw .conflict(reference: name)
    }

    /// Refs another process holds for a moment are waited for: the default of 100 ms would turn a
    /// busy registry's neighbours into conflicts.
    private func transaction(
        hooks: Bool, message: String?
    ) throws(GitError) -> [GitArgument] {
        let patience: [GitArgument] = [
            "-c", "core.filesRefLockTimeout=5000", "-c", "core.packedRefsTimeout=5000",
        ]
        let silence: [GitArgument] = hooks ? [] : ["-c", "core.hooksPath=/dev/null"]
        let log = try message.map { (text) throws(GitError) in try GitArgument.option("-m", text) }
        return patience + silence + ["update-ref", "--no-deref"] + (log.map { [$0] } ?? [])
            + ["--stdin", "-z"]
    }
}

/// The ref that git could not lock because somebody else has it, or has a name in its way; `nil`
/// if it failed for another reason, such as a full disk.
///
/// Read off git's words in the C locale (`refs/files-backend.c`), which have no code beside them.
private func contendedReference(_ errors: String) -> String? {
    guard let start = errors.firstRange(of: "cannot lock ref '"),
        let end = errors[start.upperBound...].firstRange(of: "': ")
    else { return nil }
    let reason = errors[end.upperBound...]
    let isContended = contentions.contains { reason.firstRange(of: $0) != nil }
    return isContended ? String(errors[start.upperBound..<end.lowerBound]) : nil
}

private let contentions = [
    " but expected ", "reference already exists", "unable to resolve reference",
    "cannot create '", "cannot process '", ".lock': File exists", "there are still refs under",
]
