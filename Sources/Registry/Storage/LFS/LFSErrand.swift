import Artifacts
import Client
import FoundationEssentials
import RegistryCore

/// What a server lets do with one object, asked for anew before it ends.
actor LFSErrand {
    private let access: LFSAccess
    private let operation: LFSOperation
    private let pointer: Pointer
    private let transfers: [LFSTransfer]
    private var known: (offer: LFSOffer, renewal: Date)?

    init(
        _ operation: LFSOperation, _ pointer: Pointer, by transfers: [LFSTransfer],
        through access: LFSAccess
    ) {
        self.operation = operation
        self.pointer = pointer
        self.transfers = transfers
        self.access = access
    }

    /// Asks anew before it goes on.
    func renew() {
        known = nil
    }

    /// Where to go now; `nil` if there is nothing to do.
    func offer() async throws(StoreError) -> LFSOffer? {
        let now = Date()
        if let known, known.renewal > now { return known.offer }
        let (server, answer) = try await access.batch(operation, [pointer], offering: transfers)
        guard let object = answer.objects.first(where: { $0.oid == pointer.digest }) else {
            throw LFSError.malformedReply(to: "objects/batch").fact(at: access.name)
        }
        guard
            let offer = try LFSOffer(
                operation, of: pointer, object, by: answer.transfer, at: server, access.name)
        else { return nil }
        known = (offer, offer.leave.action.renewal(after: now))
        return offer
    }
}

/// One object's way to or from a server.
struct LFSOffer: Sendable {
    let server: LFSServer
    let transfer: LFSTransfer
    let leave: LFSLeave
    /// What is to be done after an upload.
    let verification: LFSLeave?

    /// Reads what the server said of the object; `nil` if it has what is to be uploaded.
    init?(
        _ operation: LFSOperation, of pointer: Pointer, _ object: LFSBatch.Object,
        by transfer: LFSTransfer?, at server: LFSServer, _ name: String
    ) throws(StoreError) {
        if let error = object.error { throw error.asError.fact(at: name, of: pointer.digest) }
        guard let leave = LFSLeave(operation.rawValue, in: object) else {
            guard operation == .upload else { throw .missing(pointer.digest) }
            return nil
        }
        self.server = server
        self.transfer = transfer ?? .basic
        self.leave = leave
        verification = LFSLeave("verify", in: object)
    }
}
