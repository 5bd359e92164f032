import Artifacts
import Client
import FoundationEssentials
import Git
import RegistryCore

/// The way to a Git LFS service: who we are there is found out once, and only if it asks.
actor LFSAccess {
    private let address: LFSAddress
    /// What git is told of the repository: the key to its credentials.
    private let remote: String
    private let git: GitProgram
    private let shell: SecureShell
    private let transport: HTTPTransport
    /// What `git credential` gave, as it wants it back.
    private var credential: [UInt8]?
    private var proof: [SignableRequest.Field] = []
    private var leads: [LFSOperation: Lead] = [:]
    private var pending: Task<Void, Never>?

    init(
        to address: LFSAddress, of remote: String, git: GitProgram, shell: SecureShell,
        transport: HTTPTransport
    ) {
        self.address = address
        self.remote = remote
        self.git = git
        self.shell = shell
        self.transport = transport
    }

    /// What people call the place.
    nonisolated var name: String {
        switch address {
        case .http(let url): url
        case .ssh(let destination, _, let path): "\(destination):\(path)"
        }
    }

    /// Asks what is to be done with objects.
    func batch(
        _ operation: LFSOperation, _ pointers: [Pointer], offering transfers: [LFSTransfer]
    ) async throws(StoreError) -> (server: LFSServer, answer: LFSBatch) {
        do throws(LFSError) {
            let server = try await server(operation)
            do throws(LFSError) {
                return (server, try await server.batch(operation, pointers, offering: transfers))
            } catch .unauthenticated {
                await identify()
            }
            let known = try await self.server(operation)
            let answer = try await known.batch(operation, pointers, offering: transfers)
            await tell("approve")
            return (known, answer)
        } catch {
            if error == .unauthenticated { await tell("reject") }
            throw error.fact(at: name)
        }
    }

    private func server(_ operation: LFSOperation) async throws(LFSError) -> LFSServer {
        switch address {
        case .http(let url):
            return LFSServer(url, credentials: proof, transport: transport)
        case .ssh(let destination, let port, let path):
            let known = leads[operation].flatMap { $0.renewal > Date() ? $0 : nil }
            let lead: Lead
            if let known {
                lead = known
            } else {
                lead = try await ask(destination, port, path, operation)
                leads[operation] = lead
            }
            return LFSServer(lead.href, credentials: lead.header, transport: transport)
        }
    }

    /// Asks `git credential` who we are; whoever comes meanwhile waits for the same answer.
    private func identify() async {
        guard case .http(let url) = address, proof.isEmpty else { return }
        if let pending { return await pending.value }
        let task = Task {
            let place = remote.hasPrefix("http") ? remote : url
            guard !place.contains("\n"),
                let output = try? await git.run(
                    ["credential", "fill"], input: Array("url=\(place)\n\n".utf8)),
                output.status == 0, let field = basic(output.text)
            else { return }
            credential = output.output
            proof = [field]
        }
        pending = task
        await task.value
        pending = nil
    }

    /// Tells `git credential` what became of what it gave.
    private func tell(_ verdict: StaticString) async {
        guard let credential else { return }
        self.credential = nil
        _ = try? await git.run(
            ["credential", GitArgument(stringLiteral: verdict)], input: credential)
    }
}

/// Where the service is, as a machine said that was asked by SSH, and what to show there.
private struct Lead {
    let href: String
    let header: [SignableRequest.Field]
    let renewal: Date
}

/// What `git-lfs-authenticate` prints (git-lfs/docs/api/server-discovery.md).
private struct LeadMessage: Decodable {
    let href: String
    let header: [String: String]?
    let expiresIn: Double?

    enum CodingKeys: String, CodingKey {
        case href, header
        case expiresIn = "expires_in"
    }
}

extension LFSAccess {
    /// Whether the service can be reached in this way.
    func isOffered() async -> Bool {
        guard case .ssh = address else { return true }
        return (try? await server(.download)) != nil
    }

    private func ask(
        _ destination: String, _ port: Int?, _ path: String, _ operation: LFSOperation
    ) async throws(LFSError) -> Lead {
        let output: GitOutput
        do {
            output = try await shell.run(
                "git-lfs-authenticate \(quoted(path)) \(operation.rawValue)", on: destination,
                port: port)
        } catch {
            throw .notServed
        }
        guard output.status == 0,
            let message = try? JSONDecoder().decode(LeadMessage.self, from: Data(output.output))
        else { throw output.status == 255 ? .denied(output.errors.oneLine) : .notServed }
        return Lead(
            href: message.href, header: (message.header ?? [:]).map { .init($0, $1) },
            renewal: Date(timeIntervalSinceNow: (message.expiresIn ?? 60) * 0.8))
    }
}

/// The user and the password that `git credential` printed, as HTTP basic wants them (RFC 7617).
private func basic(_ text: String) -> SignableRequest.Field? {
    var values: [Substring: Substring] = [:]
    for line in text.split(separator: "\n") {
        let pair = line.split(separator: "=", maxSplits: 1)
        if pair.count == 2 { values[pair[0]] = pair[1] }
    }
    guard let password = values["password"] else { return nil }
    let text = "\(values["username"] ?? ""):\(password)"
    return .init("authorization", "Basic \(Data(text.utf8).base64EncodedString())")
}

/// The text as one word for a POSIX shell; a plain path stays as it is, for some servers take no
/// quotes.
private func quoted(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
        byte > UInt8(ascii: " ") && byte < 127 && !"'\"\\$`!*?#&;|<>()[]{}~".utf8.contains(byte)
    }
    guard !plain else { return text }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "'\(parts.joined(separator: "'\\''"))'"
}
