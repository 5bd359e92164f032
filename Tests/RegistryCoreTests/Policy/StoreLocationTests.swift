import RegistryCore
import Testing

@Suite struct `The place of a store` {
    @Test(
        arguments: [
            ("s3://acme-models", "acme-models", ""), ("s3://abc/Team_1", "abc", "Team_1"),
            ("s3://a.b-c/x/y.z", "a.b-c", "x/y.z"),
        ])
    func `is a bucket and a prefix`(text: String, bucket: String, prefix: String) throws {
        let url = try #require(StoreURL(parsing: text))
        #expect(url.bucket == bucket && url.prefix == prefix)
        #expect(url.description == text)
    }

    @Test(arguments: [
        "", "s3://", "s3://ab", "s3:///x", "S3://abc", "s3://abc/", "s3://abc//x", "s3://abc/./x",
        "s3://abc/../x", "s3://-abc", "s3://abc/x ", "s3://abc/x?y", "s3://abc/ä", "https://abc",
        "s3://abc/a/b/c/d/e/f/g/h", "s3://user:secret@abc",
    ])
    func `is written in no other way`(text: String) {
        #expect(StoreURL(parsing: text) == nil)
    }

    @Test(arguments: [
        "https://s3.example.com", "http://127.0.0.1:7480", "https://minio:9000", "https://h:0",
    ])
    func `is on a server`(text: String) {
        #expect(Endpoint(parsing: text)?.description == text)
    }

    @Test(arguments: [
        "", "https://", "s3.example.com", "ftp://h", "https://h/", "https://h/p", "https://h:",
        "https://h:65536", "https://h:-1", "https://u:p@h", "https://-h", "https://h h",
        "https://h:80:80", "https://H",
    ])
    func `is on nothing but a server`(text: String) {
        #expect(Endpoint(parsing: text) == nil)
    }

    @Test func `is short where nothing more is to be said`() throws {
        let short = try decode("'s3://abc/x'", as: StoreLocation.self)
        let long = try decode("{'url': 's3://abc/x'}", as: StoreLocation.self)
        #expect(short == long && long.endpoint == nil && long.region == nil)
        #expect(try recoded(short) == short)
    }

    @Test func `says which server, region and addressing`() throws {
        let full = try decode(
            """
            {'url': 's3://abc', 'endpoint': 'https://s3.example.com', 'region': 'eu-central-1',
             'addressing': 'host', 'through': 'server'}
            """, as: StoreLocation.self)
        #expect(full.endpoint?.description == "https://s3.example.com")
        #expect(full.region?.description == "eu-central-1" && full.addressing == .host)
        #expect(full.through == .server)
        #expect(try recoded(full) == full)
    }

    @Test(arguments: [
        "{}", "{'url': 'abc'}", "{'url': 's3://abc', 'addressing': 'virtual'}",
        "{'url': 's3://abc', 'through': 'proxy'}",
        "{'url': 's3://abc', 'endpoint': 'h'}", "{'url': 's3://abc', 'region': 'eu/../x'}", "7",
    ])
    func `is refused where it can't be read`(text: String) {
        #expect(throws: DecodingError.self) { try decode(text, as: StoreLocation.self) }
    }
}
