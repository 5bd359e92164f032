package import RegistryCore
import Scan

/// What was found in files on this machine.
package struct ScanReport: Encodable, Sendable {
    /// How many files were looked at.
    package var files = 0
    package var found: [Found] = []

    /// One reason not to trust a file.
    package struct Found: Encodable, Sendable {
        package let path: String
        /// Where inside the file, such as `archive/data.pkl`.
        package let member: String?
        /// One of the codes that `docs/scan.md` explains.
        package let code: String
        package let message: String

        init(_ path: String, _ finding: ScanFinding) {
            self.path = path
            member = finding.member
            code = finding.code.rawValue
            message = finding.sentence
        }

        /// The same for people.
        package var line: String {
            "\(path.printable)\(member.map { "!\($0)" } ?? ""): \(message) (\(code))"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case ok, files, findings, objections
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(found.isEmpty, forKey: .ok)
        try container.encode(files, forKey: .files)
        try container.encode(found, forKey: .findings)
        try container.encode(objections, forKey: .objections)
    }

    /// Whoever only looks wants to hear of it by the exit code, too.
    package var objections: [Objection] {
        found.map {
            Objection(
                .checkFailed, $0.line,
                remedy: "See docs/scan.md for what it means and how to save the model instead.")
        }
    }
}
