package import FoundationEssentials
package import RegistryCore

/// A place on the network that keeps whole objects by their digests: what `RemoteStore` makes a
/// store of.
///
/// It moves bytes and believes them; what they are is the store's business. None of it is ever
/// asked for the object without bytes.
package protocol RemoteObjects: Sendable {
    /// The length of an object in bytes; `nil` if there is none.
    func size(of digest: Digest) async throws(StoreError) -> Int64?

    /// Opens an object, or a range of it that is not empty and begins inside.
    ///
    /// - Throws: `missing`.
    func read(
        _ digest: Digest, range: Range<Int64>?
    ) async throws(StoreError) -> RemoteContents

    /// Makes an object of what `next` gives, over what is there; readers see all of it or nothing.
    ///
    /// - Parameter next: The next bytes, as many as asked for. Asked for none at the end: what it
    ///   throws then still keeps the object from coming into being.
    func write(
        _ pointer: Pointer, reading next: (_ count: Int) async throws(StoreError) -> [UInt8]
    ) async throws(StoreError)

    /// Removes an object; one that is not there is no error.
    func remove(_ digest: Digest) async throws(StoreError)

    /// Everything there is.
    func list() async throws(StoreError) -> RemoteListing

    /// Notes something about an object, as of now.
    func mark(_ digest: Digest, _ mark: RemoteMark) async throws(StoreError)

    /// When something was last noted about an object; `nil` if never.
    func marked(_ digest: Digest, _ mark: RemoteMark) async throws(StoreError) -> Date?

    /// Forgets what was noted.
    func unmark(_ digest: Digest, _ mark: RemoteMark) async throws(StoreError)

    /// Gives up the writes that began before `deadline` and never ended.
    ///
    /// - Returns: What went, or would go but for `dryRun`, for people to read.
    func removeUnfinished(
        before deadline: Date, dryRun: Bool
    ) async throws(StoreError) -> [String]
}

/// What is noted about an object beside it.
package enum RemoteMark: String, CaseIterable, Sendable {
    /// Somebody is about to name it: its age counts from here.
    case claimed
    /// Its bytes are not what its name says.
    case damaged
    /// Somebody else may bring it: nobody of ours has hashed it since.
    case unverified
}

/// An object on its way to us.
package struct RemoteContents: Sendable {
    /// The length of the whole object in bytes.
    package let size: Int64
    /// The next bytes whenever asked, `nil` at the end.
    package let next: @Sendable () async throws(StoreError) -> [UInt8]?

    package init(
        size: Int64, next: @escaping @Sendable () async throws(StoreError) -> [UInt8]?
    ) {
        self.size = size
        self.next = next
    }
}

/// All that lies in a place.
package struct RemoteListing: Sendable {
    package var objects: [StoredArtifact] = []
    /// When each of these was last noted, by the place's clock.
    package var marks: [RemoteMark: [Digest: Date]] = [:]
    /// The names of what is no object of ours.
    package var strays: [String] = []

    package init() {}
}
