import ArgumentParser
import FoundationEssentials
import Registry
import RegistryCore

/// `cairn verify`
struct Verify: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove from Git alone what runs, and who let it through; works offline.")
    static let examples = [
        "cairn verify", "cairn verify fraud/detector@production --bytes",
        "cairn verify --trust 2f1c0b7a9d3e4f5061728394a5b6c7d8e9f00112,"
            + "SHA256:uNiVztksCsDhcc0u9e8BrTcTT6Y5Z6hAkTpYp7sPQxM",
    ]

    @Argument(
        help: ArgumentHelp("The model, and one of its stages.", valueName: "ns/name[@stage]"),
        completion: .references, transform: Reference.init(checking:))
    var subject: Reference?

    @Flag(help: "Read every artifact again and compare it with its digest.")
    var bytes = false

    @Option(
        help: ArgumentHelp(
            "What `cairn init` told you to keep.", valueName: "commit,fingerprint"),
        transform: TrustWord.init(checking:))
    var trust: TrustWord?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Compare a data set with what was recorded.", valueName: "name=path"),
        transform: PairWord.init(checking:))
    var dataset: [PairWord] = []

    @OptionGroup var global: GlobalOptions

    func run(in context: Context) async throws -> VerifyReport {
        var request = VerificationRequest(model: subject?.model, readsBytes: bytes)
        if case .pointer(let stage) = subject?.selector {
            request.stage = StageName(parsing: stage)
        }
        request.trust = trust.map { .init(firstCommit: $0.commit, fingerprint: $0.fingerprint) }
        request.datasets = Dictionary(dataset.map { ($0.key, $0.value) }) { $1 }
        return try await context.following("Verifying") { advance in
            let workspace = try await Workspace.open(context.session(counting: advance))
            return VerifyReport(try await workspace.verify(request))
        }
    }
}

/// What `verify` prints.
struct VerifyReport: Report {
    private let found: VerificationReport

    init(_ found: VerificationReport) {
        self.found = found
    }

    func encode(to encoder: any Encoder) throws { try found.encode(to: encoder) }

    var objections: [Objection] { found.objections }

    var blocks: [Block] {
        [
            .table(
                Table(
                    [
                        "when", "model", "stage", "version", "kind", "approved by", "signed",
                        "timed",
                    ],
                    rows: found.transitions.map(row))),
            .lines(found.transitions.flatMap(\.glassLines)),
            .facts([
                Fact("Registry", found.registry), Fact("First commit", "\(found.firstCommit)"),
                Fact("Registry key", found.registryKey ?? "unknown"),
                Fact("Transitions", "\(found.transitions.count)"),
                Fact(
                    "Artifacts read",
                    "\(found.artifactsRead) (\(ByteCount(found.bytesRead)))"),
                Fact("Verdict", verdict),
            ]),
            .lines(found.unknown),
        ]
    }

    private var verdict: String {
        let count = found.objections.count
        guard found.ok else { return "NOT PROVEN: \(count) objection\(count == 1 ? "" : "s")" }
        return switch found.standing {
        case .proven: "proven"
        case .selfConsistent: "self-consistent (name --trust to have it proven)"
        }
    }

    private func row(_ transition: VerifiedTransition) -> [String] {
        [
            transition.received.timestamp, "\(transition.model)", "\(transition.stage)",
            transition.version.map(\.description) ?? "-", transition.kind?.rawValue ?? "-",
            transition.approvers.map(\.description).joined(separator: ", "),
            transition.signed ? "yes" : "NO", transition.timed ? "yes" : "no",
        ]
    }
}
