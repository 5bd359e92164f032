import FoundationEssentials
import Git
import Registry
import RegistryCore
import SystemPackage

/// Git LFS by SSH alone, one conversation (git-lfs/docs/proposals/ssh_adapter.md): what is decided
/// over HTTP for each request is asked here for each, of the same code.
///
/// An actor, since the bytes of an upload are read wherever the store wants them.
actor TransferSession {
    let catalog: ServedCatalog
    let caller: Caller
    let operation: ArtifactOperation
    let now: @Sendable () -> Date
    private let output: SystemPackage.FileDescriptor
    private var reader: PktLineReader
    /// How many bytes of the present body may still come; `nil` between bodies.
    private var bodyLeft: Int64?
    /// Why nothing more can be read, for whoever asks again.
    private var fault: TransferFault?
    /// What this conversation has brought, and so may ask after.
    var received: Set<Digest> = []

    init(
        _ catalog: ServedCatalog, _ caller: Caller, _ operation: ArtifactOperation,
        now: @escaping @Sendable () -> Date, reading input: SystemPackage.FileDescriptor,
        writing output: SystemPackage.FileDescriptor
    ) {
        self.catalog = catalog
        self.caller = caller
        self.operation = operation
        self.now = now
        self.output = output
        reader = PktLineReader(reading: input)
    }

    /// Talks until the client takes its leave, or is gone.
    ///
    /// - Throws: `requestInvalid` when what comes can't be understood any more.
    func run() async throws(RegistryError) {
        do {
            try send([.line("version=1"), .line("locking"), .flush])
            while let request = try TransferRequest(from: &reader) {
                bodyLeft = request.hasBody ? Self.longestText : nil
                let reply = try await reply(to: request)
                try skipBody()
                if let reply { try send(reply.packets + [.flush]) }
                if request.command == "quit" { return }
            }
        } catch let fault as TransferFault {
            throw RegistryError(
                .requestInvalid, "What came is not what git-lfs says over SSH (\(fault)).",
                remedy: "Use git-lfs 3.0 or later, or `git config lfs.sshtransfer never`.")
        } catch {
            // Whoever asked is gone, and there is nobody left to tell.
        }
    }

    /// The most bytes of a body that is text: what a batch of the most objects takes.
    private static let longestText: Int64 = 1 << 20

    /// `nil` where it was sent already, piece by piece.
    private func reply(to request: TransferRequest) async throws -> TransferReply? {
        do {
            switch request.command {
            case "version": return version(request)
            case "quit": return TransferReply(status: 200)
            case "batch": return try await batch()
            case "get-object": return try await get(request)
            case "put-object": return try await put(request)
            case "verify-object": return try await verify(request)
            case "lock": return try await lock(request)
            // git-lfs 3.3 says it in both ways.
            case "list-lock", "list-locks": return try await list(request)
            case "unlock": return try await unlock(request)
            default: throw RegistryError.unsaid("'\(request.command.printable)' is no command")
            }
        } catch let error as RegistryError {
            return .refusal(error)
        }
    }

    private func version(_ request: TransferRequest) -> TransferReply {
        guard request.operand != "1" else { return TransferReply(status: 200) }
        return .refusal(.unsaid("Version 1 is spoken here"))
    }

    /// Throws unless `caller` may do `action`, which is asked at every request: a conversation may
    /// last longer than a role.
    func admit(_ action: RegistryCore.Action) async throws(RegistryError) {
        try await catalog.admit(caller, for: action)
    }

    func send(_ packets: [PktLine]) throws {
        try output.writeAll(packets.flatMap(\.encoded))
    }

    /// Says from now on that the body is one of exactly so many bytes.
    func expectBody(of count: Int64) {
        if bodyLeft != nil { bodyLeft = count }
    }

    /// The next packet of the body; `nil` at its end.
    func nextOfBody() throws(TransferFault) -> PktLine? {
        if let fault { throw fault }
        guard let left = bodyLeft else { return nil }
        do throws(TransferFault) {
            let packet = try reader.nextPacket()
            switch packet {
            case .flush:
                bodyLeft = nil
                return nil
            case .data(let bytes):
                guard Int64(bytes.count) <= left else { throw .tooLong }
                bodyLeft = left - Int64(bytes.count)
                return packet
            case .delimiter, nil: throw .malformed
            }
        } catch {
            fault = error
            throw error
        }
    }

    /// What a refusal left unread, so that the next request is found.
    private func skipBody() throws(TransferFault) {
        while try nextOfBody() != nil {}
    }
}

extension RegistryError {
    /// What a client should not have said.
    static func unsaid(_ why: String) -> RegistryError {
        RegistryError(
            .requestInvalid, "\(why).", remedy: "Say what git-lfs's protocol over SSH has.")
    }
}
