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
    /// What `git credential` gave, until it is told what became of it.
    private var credential: GitCredential?
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
            await tell(.approve)
            return (known, answer)
        } catch {
            if error == .unauthenticated { await tell(.reject) }
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
            guard let found = try? await git.credential(for: place, mayAsk: true) else { return }
            credential = found
            proof = [.init("authorization", found.basicAuthorization)]
        }
        pending = task
        await task.value
        pending = nil
    }

    /// Tells `git credential` what became of what it gave.
    private func tell(_ verdict: GitCredential.Verdict) async {
        guard let credential else { return }
        self.credential = nil
        try? await git.note(verdict, of: credential)
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
                "git-lfs-authenticate \(shellWord(path)) \(operation.rawValue)", on: destination,
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
