import Cryptography
import FoundationEssentials
import RegistryCore
import Support
import Templates
import Testing
import Yams

/// A Git host as far as its job sees it: a repository without hooks, the programs of the job's
/// image, and an API that takes everything.
struct HostSite {
    let bench: Bench
    let proposal: ObjectID

    var repository: String { "\(bench.folder)/host.git" }
    var job: String { "\(bench.folder)/job" }
    var bin: String { "\(bench.folder)/bin" }

    /// The merge request's number.
    static let number = 7

    /// - Parameter isApproved: Whether carol has signed, and the host has her tag.
    init(approved isApproved: Bool) async throws {
        bench = try await Bench()
        proposal = try await bench.promotion(naming: "Stage: production")
        try await bench.git(
            "clone", "--quiet", "--bare", bench.catalog, "host.git", in: bench.folder)
        var pushed = ["\(proposal):refs/pull/\(Self.number)/head"]
        if isApproved { pushed.append(try await bench.sign(bench.statement(on: proposal))) }
        try await bench.run(["git", "push", "--quiet", repository] + pushed, in: bench.work)
        for folder in [job, bin] {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        }
        try await install()
    }

    /// Programs that stand for what a job's image has, and write down what they are asked.
    private func install() async throws {
        let programs = [
            "apt-get":
                "for last; do :; done; case $last in ./*) cp \"$last\" '\(bin)/cairn' ;; esac",
            // What is posted is kept; what is fetched comes from files.
            "curl": """
            for word; do case $word in
            --data | --data-urlencode) echo "$*" >>'\(bench.folder)/posted'
                case "$*" in *@-*) cat >>'\(bench.folder)/posted' ;; esac; exit 0 ;;
            esac; done
            exec /usr/bin/curl "$@"
            """,
            "ssh": """
            for last; do :; done
            case "$*" in *gerrit\\ review*) cat >>'\(bench.folder)/posted'; exit 0 ;; esac
            case $last in git-upload-pack*) eval "$last" ;; *) exit 1 ;; esac
            """,
        ]
        for (name, text) in programs { try write("bin/\(name)", "#!/bin/sh\n\(text)\n") }
        try write("cairn.deb", package)
        try write(
            "api/pulls/\(Self.number)",
            "{\"base\": {\"ref\": \"stages/production/fraud/detector\"}, "
                + "\"head\": {\"sha\": \"\(proposal)\"}}")
        try await bench.run(
            ["chmod", "+x", "bin/apt-get", "bin/curl", "bin/ssh"], in: bench.folder)
    }

    private var package: String { "#!/bin/sh\nexec \(BenchTemplate.program) \"$@\"\n" }

    private func write(_ name: String, _ text: String) throws {
        let file = URL(filePath: "\(bench.folder)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// What was sent to the host.
    var posted: String {
        (try? String(contentsOfFile: "\(bench.folder)/posted", encoding: .utf8)) ?? ""
    }

    /// Runs the steps of a job, each in a shell of its own, until one fails.
    func run(
        _ steps: [String], _ variables: [String: String], package sum: String? = nil
    ) async throws -> Run {
        var environment = hermeticEnvironment(home: job, variables)
        environment["PATH"] = "\(bin):\(environment["PATH"] ?? "")"
        environment["CAIRN_URL"] = "file://\(bench.folder)/cairn.deb"
        environment["CAIRN_SHA256"] = sum ?? "\(Digest(hashing: Array(package.utf8)))"
        var text = (output: "", errors: "")
        for step in steps {
            let next = try await shell(
                ["sh", "-e"], in: job, environment: environment, input: step)
            text = (text.output + next.output, text.errors + next.errors)
            if next.status != 0 {
                return Run(status: next.status, output: text.output, errors: text.errors)
            }
            try await bench.run(["chmod", "-f", "+x", "bin/cairn", "bin/curl"], in: bench.folder)
        }
        return Run(status: 0, output: text.output, errors: text.errors)
    }

    /// What a job came to.
    struct Run {
        let status: Int32
        let output: String
        let errors: String
        var text: String { output + errors }
    }
}

/// A job as a template describes it.
struct HostJob {
    let steps: [String]
    /// As written, expressions included.
    let environment: [String: String]
    let name: String?

    /// Reads the job `name` of GitLab's file, or of a workflow.
    init(_ file: ReviewFile, job name: String) throws {
        let text = file.filled([:])
        let root = try #require(try Yams.load(yaml: text) as? [String: Any])
        let jobs = root["jobs"] as? [String: Any] ?? root
        let job = try #require(jobs[name] as? [String: Any])
        if let steps = job["steps"] as? [[String: Any]] {
            self.steps = try steps.map { try #require($0["run"] as? String) }
        } else {
            steps = (job["before_script"] as? [String] ?? []) + (job["script"] as? [String] ?? [])
        }
        environment = (job["env"] ?? job["variables"]) as? [String: String] ?? [:]
        self.name = job["name"] as? String
    }

    /// The environment with each expression replaced by what the host would put there.
    func variables(_ values: [String: String]) throws -> [String: String] {
        try environment.mapValues { text in
            try text.components(separatedBy: "${{ ").enumerated().map { index, part in
                guard index > 0 else { return part }
                let halves = part.components(separatedBy: " }}")
                return try #require(values[halves[0]], "\(halves[0])") + halves[1]
            }.joined()
        }
    }
}
