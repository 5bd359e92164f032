import Artifacts
import Client
import RegistryCore

extension LFSError {
    /// What it means for a store; `place` is what people call it.
    func fact(at place: String, of digest: Digest = .ofNothing) -> StoreError {
        switch self {
        case .missing: .missing(digest)
        case .unauthenticated: .denied(place, reason: "it does not know who you are")
        case .denied(let message): .denied(place, reason: message.isEmpty ? "forbidden" : message)
        case .notServed: .unavailable(place, reason: "there is no Git LFS at this address")
        case .corrupt(let message): .unavailable(place, reason: "it refused the bytes: \(message)")
        case .rangesIgnored: .unavailable(place, reason: "it sends no parts of an artifact")
        case .refused(let status, let message):
            .unavailable(place, reason: "it replied \(status) \(message)")
        case .malformedReply(let what):
            .unavailable(place, reason: "the reply to \(what) is not what Git LFS says it is")
        case .http(.cancelled), .http(.sourceFailed): .interrupted
        case .http(let error): .unavailable(place, reason: error.reason)
        }
    }
}
