package import FoundationEssentials
package import RegistryCore

/// A merge request in a list.
package struct RequestSummary: Encodable, Sendable {
    package let number: RequestNumber
    package let title: RequestTitle
    package let author: Person
    package let target: RequestTarget
    package let topic: TopicName?
    package let status: MergeRequest.Status
    package let draft: Bool
    package let opened: Date
    package let updated: Date
    /// The commit under review, or that was when it ended.
    package let revision: ObjectID
    /// The models that it changes.
    package let models: [ModelName]
    package let comments: Int

    package init(_ request: MergeRequest) {
        number = request.number
        title = request.title
        author = request.author
        target = request.target
        topic = request.topic
        status = request.status
        draft = request.isDraft
        opened = request.opened
        updated = request.updated
        revision = request.head.commit
        models = request.head.models
        comments = request.commentCount
    }
}

/// A merge request with all that happened, and what stands in the way of merging it now.
package struct RequestReport: Encodable, Sendable {
    package let summary: RequestSummary
    package let description: RequestProse?
    package let revisions: [Revision]
    package let events: [RequestEvent]
    /// What is objected to now; `nil` once it has ended.
    package let standing: RequestStanding?
    /// Why it was merged, if it was.
    package let decision: FrozenDecision?
}

/// What would be said to merging a merge request now, to somebody who has every role for it.
package struct RequestStanding: Encodable, Sendable {
    /// Empty when nothing stands in the way.
    package let objections: [Objection]
    package let notes: [String]
    package let approvers: [Person]
}

/// A file that a merge request changes.
package struct RequestFile: Encodable, Sendable {
    package let path: String
    package let change: Change
    /// The lines that differ, in the unified format without its file header; none of files that
    /// are no text, or too long to compare.
    package let lines: [String]

    /// What became of the file.
    package enum Change: String, Encodable, Sendable {
        case added, changed, removed
    }
}
