import Testing

@testable import Client

@Suite struct `A bucket's address` {
    @Test(
        arguments: [
            (nil, nil, "https://b-1.s3.eu-central-1.amazonaws.com/k/%20x"),
            (nil, .path, "https://s3.eu-central-1.amazonaws.com/b-1/k/%20x"),
            ("https://s3.example.com", nil, "https://s3.example.com/b-1/k/%20x"),
            ("https://s3.example.com/", .virtualHost, "https://b-1.s3.example.com/k/%20x"),
            ("http://127.0.0.1:7480", nil, "http://127.0.0.1:7480/b-1/k/%20x"),
            ("https://h:443", nil, "https://h/b-1/k/%20x"),
            ("http://h:80", nil, "http://h/b-1/k/%20x"),
        ] as [(String?, BucketAddress.Style?, String)])
    func `has the bucket's name where the server wants it`(
        endpoint: String?, style: BucketAddress.Style?, url: String
    ) throws {
        let address = try #require(
            BucketAddress(
                bucket: "b-1", region: "eu-central-1", endpoint: endpoint, style: style))
        #expect(address.url(of: address.request("GET", "k/ x")) == url)
    }

    @Test func `keeps a name with dots out of a host that no certificate covers`() throws {
        let address = try #require(BucketAddress(bucket: "a.b", region: "r"))
        #expect(
            address.url(of: address.request("GET", "")) == "https://s3.r.amazonaws.com/a.b/")
    }

    @Test(arguments: [
        "", "s3.example.com", "ftp://h", "https://", "https://h/path", "https://u@h", "https://h?q",
        "https://h\r\nX: y", "https://h h",
    ])
    func `is refused where it is more or less than a server`(endpoint: String) {
        #expect(BucketAddress(bucket: "b", region: "r", endpoint: endpoint) == nil)
    }
}
