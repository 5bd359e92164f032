/// Who asks a registry for something over a network.
package enum Caller: Hashable, Sendable {
    /// Nobody has said who they are.
    case anonymous
    /// Authenticated, and as far as that reaches; by an issuer's token, or else one of our own.
    case person(Person, Reach, TokenSubject? = nil)

    /// The person, if it is known.
    package var person: Person? {
        if case .person(let person, _, _) = self { person } else { nil }
    }

    /// How far the authentication reaches; without one it is as far as reading.
    package var reach: Reach {
        if case .person(_, let reach, _) = self {
            reach
        } else {
            Reach(scope: .read, namespace: nil)
        }
    }
}

extension Caller {
    /// Whom the issuer of their token says they are, if it is by one that they are known.
    package var subject: TokenSubject? {
        if case .person(_, _, let subject) = self { subject } else { nil }
    }
}

/// What a caller asks for, as far as it can be decided before anything is read.
package enum Action: Hashable, Sendable, CaseIterable {
    /// To read metadata: all that Git fetches, and the list of locks.
    case read
    /// To read the metadata of those namespaces that are theirs to see.
    case browse
    /// To read the bytes of artifacts; which ones is another question.
    case download
    /// To push; what each ref takes is decided by the hook.
    case push
    /// To bring bytes, or take a lock.
    case upload
    /// To do away with the lock of another.
    case override
}

/// The answer to a caller.
package enum Access: Hashable, Sendable {
    case allowed
    /// Not to somebody unknown; saying who they are could help.
    case unauthenticated
    /// There is nothing here as far as this caller is concerned.
    case hidden
    case refused(Objection)
}
