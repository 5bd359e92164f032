import RegistryCore
import Testing

/// The order of PEP 440, as `packaging.version` sorts them.
private let ascending = [
    "0.9", "1.dev0", "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12",
    "1.0b1.dev456",
    "1.0b2", "1.0b2.post345.dev456", "1.0b2.post345", "1.0rc1.dev456", "1.0rc1", "1.0",
    "1.0.post456.dev34", "1.0.post456", "1.0.15", "1.1.dev1", "1.10", "2.4.0", "2004.4", "1!0.1",
]

@Suite struct `A version of a Python package` {
    @Test func `is ordered as PEP 440 says`() throws {
        let versions = try ascending.map { try #require(PythonVersion(parsing: $0), "\($0)") }
        for (index, version) in versions.enumerated() {
            for (other, later) in versions.enumerated() {
                #expect(
                    (version < later) == (index < other), "\(ascending[index]), \(ascending[other])"
                )
            }
        }
    }

    @Test(arguments: [
        ("1.0", "1"), ("1.0", "1.0.0"), ("v1.0", " 1.0 "), ("1.0-1", "1.0.post1"),
        ("1.0alpha1", "1.0a1"), ("1.0-beta_2", "1.0b2"), ("1.0c1", "1.0rc1"), ("1.0PRE1", "1.0rc1"),
        ("1.0.rev3", "1.0.post3"), ("1.0dev", "1.0.dev0"), ("2.4.0+cu121", "2.4.0"),
        ("01.02", "1.2"), ("0!1", "1"), ("1.0.post", "1.0.post0"),
    ])
    func `has several spellings`(left: String, right: String) throws {
        let version = try #require(PythonVersion(parsing: left))
        #expect(version == PythonVersion(parsing: right))
    }

    @Test(arguments: [
        "", "v", "latest", "1.", "1..0", ".1", "1.0+", "1.0+a..b", "1.0+a b", "1.0x", "2004d", "1!",
        "-1", "1.0.0.dev1.post", "99999999999999999999999", "1٫0", "१",
        String(repeating: "1.", count: 150) + "1",
    ])
    func `is refused where it is none`(text: String) {
        #expect(PythonVersion(parsing: text) == nil)
    }
}
