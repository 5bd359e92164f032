package import FoundationEssentials

/// What proves to S3 who is asking. The secrets are in no description of it, however it is printed.
package struct AccessKey: Hashable, Sendable {
    package let id: String
    let secret: String
    /// What temporary keys carry besides.
    let sessionToken: String?
    /// When a temporary key ends; `nil` for one that lasts.
    package let expires: Date?

    /// A key as its issuer gave it.
    package init(id: String, secret: String, sessionToken: String? = nil, expires: Date? = nil) {
        self.id = id
        self.secret = secret
        self.sessionToken = sessionToken
        self.expires = expires
    }
}

extension AccessKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "AccessKey(\(id), secret hidden)" }
    package var debugDescription: String { description }
    /// Nothing, so that `dump` shows no more than the description.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
