import Artifacts
import RegistryCore

/// The bucket that a policy names, kept open as long as it names that one: its connections and its
/// credentials are worth keeping.
struct BucketInUse {
    private var opened: (location: StoreLocation, objects: S3Objects)?

    /// The artifacts' place in the bucket.
    mutating func objects(
        at location: StoreLocation, environment: [String: String], for user: BucketUser = .person,
        noting note: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(RegistryError) -> S3Objects {
        if let opened, opened.location == location { return opened.objects }
        let objects = try S3Objects(
            opening: location, environment: environment, for: user, noting: note)
        opened = (location, objects)
        return objects
    }
}

/// Who waits for a bucket's replies.
enum BucketUser {
    /// Somebody at a terminal, who would rather wait than begin anew.
    case person
    /// A server, whose own clients give up when they hear nothing for half a minute (git-lfs:
    /// `lfs.activitytimeout`), and then ask it again.
    case server
}
