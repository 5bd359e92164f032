import FoundationEssentials
package import Logging
import RegistryCore
import SystemPackage

/// Writes each event as one JSON object on a line of standard error, for programs to read.
package struct JSONLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel = Logger.Level.info
    package var metadataProvider: Logger.MetadataProvider?
    private let output: FileDescriptor

    package init() {
        output = .standardError
    }

    /// What is on every line of this logger under a key.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes the line; one that can't be written is lost, for there is nobody to tell.
    package func log(event: LogEvent) {
        let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }
            .merging(event.metadata ?? [:]) { $1 }
        var line = all.mapValues { "\($0)" }
        line["time"] = Date().formatted(.iso8601)
        line["level"] = event.level.rawValue
        line["message"] = "\(event.message)"
        // One call for each line, or two requests would write into each other's.
        _ = try? output.writeAll(json(line) + [UInt8(ascii: "\n")])
    }
}
