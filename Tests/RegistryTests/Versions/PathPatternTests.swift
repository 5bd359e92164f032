import Registry
import RegistryCore
import Testing

struct `A path pattern` {
    @Test(arguments: [
        ("*.bin", "model.bin", true), ("*.bin", "deep/er/model.bin", true),
        ("*.bin", "model.bin.txt", false), ("model.?in", "model.bin", true),
        ("deep/*.bin", "deep/model.bin", true), ("deep/*.bin", "deep/er/model.bin", false),
        ("deep/*.bin", "other/deep/model.bin", false), ("deep/**", "deep/er/model.bin", true),
        ("deep/", "deep/er/model.bin", true), ("**/er/*", "deep/er/model.bin", true),
        ("a/**/z", "a/z", true), ("a/**/z", "a/b/c/z", true), ("a/**/z", "a/b/c/y", false),
        ("artifacts/model.bin", "model.bin", true), ("Model.bin", "model.bin", false),
        ("[ab].bin", "a.bin", false), ("*", "deep/er/model.bin", true), ("*a*b*", "xxaxxbxx", true),
        ("*a*b*", "xxbxxaxx", false),
    ])
    func `matches within a part of the path, and ** across parts`(
        pattern: String, path: String, isMatch: Bool
    ) throws {
        let artifact = try ArtifactPath(checking: path)
        #expect(try PathPattern(checking: pattern).matches(artifact) == isMatch)
    }

    @Test(.timeLimit(.minutes(5))) func `answers at once however many stars it has`() throws {
        let pattern = try PathPattern(checking: String(repeating: "*a", count: 1_000) + "b")
        let path = try ArtifactPath(checking: String(repeating: "a", count: 255))
        #expect(!pattern.matches(path))
    }

    @Test(arguments: ["", String(repeating: "a", count: 5_000)])
    func `is neither empty nor endless`(text: String) {
        #expect(throws: RegistryError.self) { try PathPattern(checking: text) }
    }
}
