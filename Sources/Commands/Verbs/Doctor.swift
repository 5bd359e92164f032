import ArgumentParser
import Registry
import RegistryCore

/// `cairn doctor`
struct Doctor: Verb {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look a registry over, and mend what was cut short or changed.")
    static let examples = ["cairn doctor", "cairn doctor --repair"]

    @Flag(help: "Mend what can be mended.")
    var repair = false

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> DoctorReport {
        let workspace = try await Workspace.open(context.session())
        return DoctorReport(
            findings: try await workspace.examine(repairs: repair, program: context.program()))
    }
}

/// What `doctor` prints.
struct DoctorReport: Report {
    let findings: [Finding]

    func encode(to encoder: any Encoder) throws { try findings.encode(to: encoder) }

    var objections: [Objection] {
        findings.compactMap { finding in
            guard finding.state == .ill else { return nil }
            let why = finding.why.map { ": \($0)" } ?? ""
            return Objection(.corrupt, "\(finding.what)\(why).", remedy: finding.remedy ?? "")
        }
    }

    var blocks: [Block] {
        [.lines(findings.filter { $0.state != .ill }.map { "\($0.state): \($0.what)" })]
    }
}
