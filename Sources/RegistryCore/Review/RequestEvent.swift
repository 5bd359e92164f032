package import FoundationEssentials

/// One event in the life of a merge request, as the registry recorded it.
package struct RequestEvent: Hashable, Sendable, Codable {
    package let schema: Schema
    /// 1, 2, 3… along the chain.
    package let number: Int
    /// Who did it: whom the registry authenticated, never whom a commit names.
    package let actor: Person
    package let authentication: Authentication
    package let received: Date
    /// The push that brought it, as the audit log calls it; what a push brings it brings once.
    package let push: String
    package let event: RequestChange

    /// The one value that `schema` may have.
    package enum Schema: String, Hashable, Sendable, Codable {
        case current = "cairn.merge-request/v1"
    }

    package init(
        number: Int, actor: Person, authentication: Authentication, received: Date, push: String,
        event: RequestChange
    ) {
        schema = .current
        self.number = number
        self.actor = actor
        self.authentication = authentication
        self.received = received
        self.push = push
        self.event = event
    }
}
