import Testing

@testable import Registry

@Test(arguments: [
    ("https://bob:secret@git.example.com/x.git", "https://git.example.com/x.git"),
    ("https://token@git.example.com:8443/x.git", "https://git.example.com:8443/x.git"),
    ("https://a@b:c@host/x", "https://host/x"),
    ("ssh://git:secret@host:2222/x.git", "ssh://git@host:2222/x.git"),
    ("ssh://git@host/x.git", "ssh://git@host/x.git"),
    ("git@github.com:org/x.git", "git@github.com:org/x.git"),
    ("/srv/git/x.git", "/srv/git/x.git"),
    ("https://host/x?tab=1&private_token=s&X-Amz-Signature=s", "https://host/x?tab=1"),
    ("https://host/x?access_token=s#runs", "https://host/x#runs"),
    ("https://host/a@b", "https://host/a@b"),
    ("s3://bucket/key", "s3://bucket/key"),
])
func `An address loses what would let a reader in, and nothing else`(
    address: String, expected: String
) {
    #expect(withoutCredentials(address) == expected)
}
