import Subprocess
package import SystemPackage

/// The `git` program, run in one directory: transport, ref transactions, and what it alone does.
///
/// Credentials, proxies and SSH configuration are the user's own, since it is the user's own `git`.
package struct GitProgram: Sendable {
    package let directory: String
    private let environment: [String: String]

    /// - Parameters:
    ///   - directory: A bare repository, or any folder in a work tree.
    ///   - environment: All of the child's environment, `PATH` included; inside a hook it must
    ///     hold the `GIT_*` variables of the hook. Replace refs are always ignored, for they would
    ///     show other objects under the names that were signed.
    package init(directory: String, environment: [String: String]) {
        self.directory = directory
        self.environment = environment.merging(Self.always) { $1 }
    }

    private static let always = [
        "GIT_NO_REPLACE_OBJECTS": "1",
        // Or a list of a million commits is a million writes to the pipe, and a wake-up for each.
        "GIT_FLUSH": "0",
    ]

    /// Runs `git` and keeps what it wrote, in the C locale; any exit status is a result.
    ///
    /// - Parameters:
    ///   - input: All of its standard input.
    ///   - limit: The most bytes taken from standard output; `tooMany` beyond it.
    package func run(
        _ arguments: [GitArgument], input: [UInt8] = [], limit: Int = 64 << 20
    ) async throws(GitError) -> GitOutput {
        let environment = environment.merging(["LC_ALL": "C"]) { $1 }
        return try await launching(arguments, limit: limit) {
            let result = try await Subprocess.run(
                try await program("git", in: environment), arguments: words(arguments),
                environment: custom(environment),
                workingDirectory: FilePath(directory),
                input: .fileDescriptor(
                    try standardInput(holding: input), closeAfterSpawningProcess: true),
                output: .bytes(limit: limit), error: .string(limit: errorLimit))
            return GitOutput(
                status: result.terminationStatus.exitStatus, output: result.standardOutput,
                errors: result.standardError)
        }
    }

    /// Runs `git`, and throws `failed` unless it exits with 0.
    @discardableResult
    package func require(
        _ arguments: [GitArgument], input: [UInt8] = [], limit: Int = 64 << 20
    ) async throws(GitError) -> GitOutput {
        let result = try await run(arguments, input: input, limit: limit)
        guard result.status == 0 else { throw failure(of: arguments, result) }
        return result
    }

    /// Runs `git` on somebody's terminal, so that they see its progress; returns the exit status.
    ///
    /// - Parameters:
    ///   - output: Where standard output goes; standard error stays a stream of its own.
    ///   - errors: Where progress and complaints go.
    package func show(
        _ arguments: [GitArgument], output: FileDescriptor = .standardOutput,
        errors: FileDescriptor = .standardError
    ) async throws(GitError) -> Int32 {
        try await launching(arguments, limit: 0) {
            let result = try await Subprocess.run(
                try await program("git", in: environment), arguments: words(arguments),
                environment: custom(environment),
                workingDirectory: FilePath(directory), input: .none,
                output: .fileDescriptor(output, closeAfterSpawningProcess: false),
                error: .fileDescriptor(errors, closeAfterSpawningProcess: false))
            return result.terminationStatus.exitStatus
        }
    }

    /// Runs `git` between two descriptors, both of which are closed here once it has them.
    ///
    /// - Returns: The exit status, and what it said on standard error, the first of it.
    package func run(
        _ arguments: [GitArgument], reading input: FileDescriptor, writing output: FileDescriptor
    ) async throws(GitError) -> GitOutput {
        try await launching(arguments, limit: errorLimit) {
            let git: Executable
            do {
                git = try await program("git", in: environment)
            } catch {
                try? input.close()
                try? output.close()
                throw error
            }
            let result = try await Subprocess.run(
                git, arguments: words(arguments), environment: custom(environment),
                workingDirectory: FilePath(directory),
                input: .fileDescriptor(input, closeAfterSpawningProcess: true),
                output: .fileDescriptor(output, closeAfterSpawningProcess: true),
                error: .string(limit: errorLimit))
            return GitOutput(
                status: result.terminationStatus.exitStatus, output: [],
                errors: result.standardError)
        }
    }

    /// Runs `git` on all three streams of this process, so that whoever is at their other end
    /// speaks to it; returns the exit status.
    package func converse(_ arguments: [GitArgument]) async throws(GitError) -> Int32 {
        try await launching(arguments, limit: 0) {
            let result = try await Subprocess.run(
                try await program("git", in: environment), arguments: words(arguments),
                environment: custom(environment),
                workingDirectory: FilePath(directory),
                input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
                output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
                error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
            return result.terminationStatus.exitStatus
        }
    }

    func failure(of arguments: [GitArgument], _ result: GitOutput) -> GitError {
        let message = result.errors.suffix(2000).drop { $0.isWhitespace }
        return .failed(
            command: command(arguments), status: result.status, message: String(message))
    }
}

/// The most bytes kept of what `git` says on standard error.
private let errorLimit = 1 << 20

/// Turns what swift-subprocess throws into one of our facts.
private func launching<Answer>(
    _ arguments: [GitArgument], limit: Int, _ body: () async throws -> Answer
) async throws(GitError) -> Answer {
    do {
        return try await body()
    } catch let error as SubprocessError where error.code == .executableNotFound {
        throw .programMissing
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
        throw .tooMany(.outputBytes, limit: limit)
    } catch {
        throw .notRun(command: command(arguments), reason: "\(error)")
    }
}

private func words(_ arguments: [GitArgument]) -> Arguments {
    Arguments(arguments.map(\.word))
}

private func command(_ arguments: [GitArgument]) -> String {
    (["git"] + arguments.map(\.word)).joined(separator: " ")
}

/// Where `PATH` leads to a program. By itself, swift-subprocess starts it in one folder after the
/// other until it is there, at two milliseconds each.
func program(
    _ name: String, in environment: [String: String]
) async throws(SubprocessError) -> Executable {
    .path(try await Executable.name(name).resolveExecutablePath(in: custom(environment)))
}

func custom(_ environment: [String: String]) -> Environment {
    let pairs = environment.map { (Environment.Key(stringLiteral: $0), $1) }
    return .custom(Dictionary(uniqueKeysWithValues: pairs))
}

extension TerminationStatus {
    var exitStatus: Int32 {
        switch self {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }
}
