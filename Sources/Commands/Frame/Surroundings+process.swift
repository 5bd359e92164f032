import FoundationEssentials
import SystemPackage

extension Surroundings {
    /// What this process was started with: its environment, folder, streams and clocks.
    package static var process: Surroundings {
        Surroundings(
            environment: ProcessInfo.processInfo.environment,
            directory: FileManager.default.currentDirectoryPath,
            input: InputStream(
                isTerminal: Terminal.isTerminal(.standardInput),
                line: { try Terminal.readLine(from: .standardInput) },
                bytes: { try Terminal.readBytes(from: .standardInput, limit: $0) }),
            output: .descriptor(.standardOutput),
            errors: .descriptor(.standardError),
            now: { Date() },
            instant: { .now })
    }
}

extension OutputStream {
    /// Writes to an open descriptor, unbuffered, so nothing is left behind when the process ends.
    fileprivate static func descriptor(_ descriptor: FileDescriptor) -> OutputStream {
        OutputStream(columns: Terminal.columns(of: descriptor)) { text in
            try descriptor.writeAll(text.utf8)
        }
    }
}
