import Artifacts
import Client
import FoundationEssentials
import Git
import RegistryCore

/// The artifacts of a primary, as its server gives them to a replica that it knows.
struct PrimaryArtifacts: Sendable {
    let primary: Primary
    private let git: GitProgram
    private let transport: HTTPTransport

    /// Certificates to trust and the credential are those that `git fetch` has for that address.
    init(
        of primary: Primary, directory: String, environment: [String: String]
    ) throws(RegistryError) {
        self.primary = primary
        git = GitProgram(directory: directory, environment: environment)
        var options = TransportOptions()
        options.certificates = environment["GIT_SSL_CAINFO"]
        do { transport = try HTTPTransport(options) } catch {
            throw RegistryError(
                .usage, "The certificates in GIT_SSL_CAINFO can't be read.",
                remedy: "Name a PEM file there, or unset it.")
        }
    }

    /// The length of an artifact in bytes; `nil` if the primary has it not, or not for us.
    func size(of digest: Digest) async throws(StoreError) -> Int64? {
        let reply = try await ask("HEAD", digest)
        guard reply.status != 404 else { return nil }
        guard reply.isSuccess, let size = reply.header("Content-Length").flatMap({ Int64($0) })
        else { throw refusal(reply.status) }
        return size
    }

    /// The bytes of an artifact, which nobody has verified yet.
    func open(_ digest: Digest) async throws(StoreError) -> PrimaryBytes {
        let reply = try await ask("GET", digest)
        guard reply.isSuccess else {
            throw reply.status == 404 ? .missing(digest) : refusal(reply.status)
        }
        return PrimaryBytes(reply)
    }

    private func ask(_ method: String, _ digest: Digest) async throws(StoreError)
        -> sending HTTPReply
    {
        var headers: [SignableRequest.Field] = []
        do throws(GitError) {
            if let credential = try await git.credential(for: primary.url, mayAsk: false) {
                headers.append(.init("Authorization", credential.basicAuthorization))
            }
        } catch {
            throw .unavailable(primary.url, reason: "git credential: \(error)")
        }
        do throws(HTTPError) {
            return try await transport.send(
                HTTPRequest(method, primary.address(of: digest), headers: headers))
        } catch {
            throw .unavailable(primary.url, reason: "\(error)")
        }
    }

    private func refusal(_ status: Int) -> StoreError {
        let why =
            [401, 403].contains(status)
            ? "it does not let this replica read artifacts" : "it answered \(status)"
        return .unavailable(primary.url, reason: why)
    }
}

/// The body of one answer, read from whichever task.
actor PrimaryBytes {
    private var reply: HTTPReply

    init(_ reply: sending HTTPReply) {
        self.reply = reply
    }

    /// The next bytes; `nil` at the end.
    func next() async throws(StoreError) -> [UInt8]? {
        var reply = reply
        do throws(HTTPError) {
            let piece = try await reply.next()
            self.reply = reply
            return piece
        } catch {
            throw .interrupted
        }
    }
}
