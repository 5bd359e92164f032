import Testing

@testable import Registry

@Suite struct `Where a remote keeps its artifacts` {
    @Test(
        arguments: [
            ("https://h/a.git", "https://h/a.git/info/lfs"),
            ("https://h/a", "https://h/a.git/info/lfs"),
            ("https://h:8443/g/a.git/", "https://h:8443/g/a.git/info/lfs"),
            ("http://me:secret@h/a.git", "http://h/a.git/info/lfs"),
        ])
    func `is an address of its own, without the credentials`(remote: String, url: String) {
        #expect(LFSAddress(remote: remote, service: nil) == .http(url))
    }

    @Test(
        arguments: [
            (
                "ssh://git@h:2222/srv/a.git",
                .ssh(destination: "git@h", port: 2222, path: "/srv/a.git")
            ),
            ("ssh://h/a b.git", .ssh(destination: "h", port: nil, path: "/a b.git")),
            ("git@h:g/a.git", .ssh(destination: "git@h", port: nil, path: "g/a.git")),
            ("/srv/a.git", nil), ("./h:a", nil), ("file:///srv/a.git", nil), ("ftp://h/a", nil),
        ] as [(String, LFSAddress?)])
    func `is told by the machine that ssh leads to`(remote: String, address: LFSAddress?) {
        #expect(LFSAddress(remote: remote, service: nil) == address)
    }

    @Test func `is where git's own settings say`() {
        let address = LFSAddress(remote: "git@h:a.git", service: "https://lfs.example.com/a/")
        #expect(address == .http("https://lfs.example.com/a"))
        #expect(LFSAddress(remote: "git@h:a.git", service: "nonsense") == nil)
    }
}
