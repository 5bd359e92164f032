import Cryptography
import FoundationEssentials
import Glibc
import Support
import Testing

@Suite struct `A time without a zone` {
    /// Half an hour off, as no zone on a build machine is by accident.
    @Test func `is the reading machine's own, as for ssh-keygen`() async {
        await #expect(processExitsWith: .success) {
            unsafe setenv("TZ", "XYZ-05:30", 1)
            let list = "alice valid-before=\"20260101\" \(OpenSSHVector.ed25519.key)"
            let entry = try #require(try AllowedSigners(parsing: list).entries.first)
            #expect(entry.dependsOnTimeZone)
            #expect(entry.validBefore == Date(timeIntervalSince1970: 1_767_225_600 - 5.5 * 3600))

            let ring = try KeyRing(timeZone: "XYZ-05:30")
            try ring.scratch.write("signers", list)
            try ring.scratch.write("signature", OpenSSHVector.ed25519.signature)
            let find = ["ssh-keygen", "-Y", "find-principals", "-f", "signers", "-s", "signature"]
            let last = try await ring.run(find + ["-Overify-time=20251231183000Z"])
            let after = try await ring.run(find + ["-Overify-time=20251231183001Z"])
            #expect(last.output == "alice\n")
            #expect(after.output == "")
        }
    }
}
