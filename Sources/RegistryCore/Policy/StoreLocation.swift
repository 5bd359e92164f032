/// `store:` of the policy: a bucket for the artifacts, in place of the folder beside the catalog.
///
/// Written as its address alone, or as a map when there is more to say.
package struct StoreLocation: Hashable, Sendable, Codable {
    package let url: StoreURL
    /// The server, if it is not AWS's own.
    package let endpoint: Endpoint?
    /// The bucket's region; absent: as the environment says.
    package let region: Region?
    /// Where the bucket's name stands in addresses; absent: as is usual there.
    package let addressing: Addressing?

    /// Which way people's bytes go; absent: to the bucket itself.
    package let through: Way?

    /// Who has the bucket's keys.
    package enum Way: String, Hashable, Sendable, Codable, CaseIterable {
        /// Everybody, who then needs no server.
        case bucket
        /// The registry's server alone, which others reach by Git LFS.
        case server
    }

    /// How an address names a bucket.
    package enum Addressing: String, Hashable, Sendable, Codable, CaseIterable {
        /// `https://server/bucket/key`.
        case path
        /// `https://bucket.server/key`.
        case host
    }

    private enum CodingKeys: CodingKey {
        case url, endpoint, region, addressing, through
    }

    package init(from decoder: any Decoder) throws {
        guard let map = try? decoder.container(keyedBy: CodingKeys.self) else {
            url = try StoreURL(from: decoder)
            (endpoint, region, addressing, through) = (nil, nil, nil, nil)
            return
        }
        url = try map.decode(StoreURL.self, forKey: .url)
        endpoint = try map.decodeIfPresent(Endpoint.self, forKey: .endpoint)
        region = try map.decodeIfPresent(Region.self, forKey: .region)
        addressing = try map.decodeIfPresent(Addressing.self, forKey: .addressing)
        through = try map.decodeIfPresent(Way.self, forKey: .through)
    }
}
