import Commands
import RegistryCore
import Testing

private let sha = String(repeating: "ab", count: 32)
private let id = String(repeating: "0a", count: 20)
private let fingerprint = "SHA256:" + String(repeating: "a+/", count: 14) + "9"

@Suite struct `A metric` {
    @Test(arguments: [
        ("auc=0.947", nil, nil, "auc", 0.947), ("loss=-1.5e-3", nil, nil, "loss", -0.0015),
        ("payments/test:auc=1", "payments", "test", "auc", 1),
        ("payments:auc=1", "payments", nil, "auc", 1),
        ("org/data/dev:f1 macro=.5", "org/data", "dev", "f1 macro", 0.5),
        ("s3://bucket/test:auc=1", "s3://bucket", "test", "auc", 1),
        ("val/auc=1", nil, nil, "val/auc", 1), ("größe=+2", nil, nil, "größe", 2),
    ])
    func `is a number under a name, and what it was measured on`(
        text: String, dataset: String?, split: String?, name: String, value: Double
    ) throws {
        let word = try #require(MetricWord(parsing: text))
        #expect(word.dataset == dataset)
        #expect(word.split == split)
        #expect(word.name == name)
        #expect(word.value == value)
        #expect(MetricWord(parsing: word.description) == word)
    }

    @Test(arguments: [
        "", "auc", "auc=", "=1", "auc=nan", "auc=inf", "auc=1e999", "auc=0x1p3", "auc=1,5",
        "auc=1 ", "auc= 1", "auc==1", ":auc=1", "/test:auc=1", "data/:auc=1", "data/test:=1",
        " auc=1", "a\u{1B}b=1", "a\nb=1",
    ])
    func `is nothing else`(text: String) {
        refuses(MetricWord.self, text, "a metric", "[<dataset>/<split>:]<name>=<number>")
    }
}

@Suite struct `A parameter or tag` {
    @Test(arguments: [
        ("k=v", "k", "v"), ("k=", "k", ""), ("url=http://x?a=b", "url", "http://x?a=b"),
        ("a b=c\nd", "a b", "c\nd"),
    ])
    func `is a name and any text`(text: String, key: String, value: String) throws {
        let word = try #require(PairWord(parsing: text))
        #expect(word.key == key)
        #expect(word.value == value)
        #expect(PairWord(parsing: word.description) == word)
    }

    @Test(arguments: [
        "", "k", "=v", " k=v", "k =v", "k\u{0}=v", String(repeating: "k", count: 251) + "=",
    ])
    func `has a plain name`(text: String) {
        refuses(PairWord.self, text, "a name with its value", "<name>=<value>")
    }
}

@Suite struct `A data set` {
    @Test(arguments: [
        ("payments@3", "payments", "3", false), ("payments@3=sha256:\(sha)", "payments", "3", true),
        ("a@b@2026-10", "a@b", "2026-10", false),
    ])
    func `has a version, and a digest if known`(
        text: String, name: String, version: String, isProven: Bool
    ) throws {
        let word = try #require(DatasetWord(parsing: text))
        #expect(word.name == name)
        #expect(word.version == version)
        #expect(word.digest == (isProven ? Digest(parsing: sha) : nil))
        #expect(word.description == text)
    }

    @Test(arguments: [
        "", "payments", "payments@", "@3", "payments@3=", "payments@3=\(sha)",
        "payments@3=md5:00", "payments@3=sha256:\(sha.uppercased())", "payments@3=sha256:\(sha)0",
    ])
    func `is nothing else`(text: String) {
        refuses(DatasetWord.self, text, "a data set", "<name>@<version>[=sha256:<64 hex digits>]")
    }
}

@Suite struct `An experiment run` {
    @Test(arguments: [("mlflow:0a1b", "mlflow", "0a1b"), ("wandb:team:x/9", "wandb", "team:x/9")])
    func `is an id that a tracker knows`(text: String, tracker: String, id: String) throws {
        let word = try #require(RunWord(parsing: text))
        #expect(word.tracker == tracker)
        #expect(word.id == id)
        #expect(word.description == text)
    }

    @Test(arguments: ["", "mlflow", "mlflow:", ":0a1b", "ml\tflow:1"])
    func `is nothing else`(text: String) {
        refuses(RunWord.self, text, "an experiment run", "<tracker>:<id>")
    }
}

@Suite struct `A setting` {
    @Test(arguments: [
        ("format=onnx", ["format"], "onnx"),
        ("framework.name=a.b=c", ["framework", "name"], "a.b=c"),
        ("extra.x=", ["extra", "x"], ""),
    ])
    func `is a field by its keys`(text: String, keys: [String], value: String) throws {
        let word = try #require(SettingWord(parsing: text))
        #expect(word.keys == keys)
        #expect(word.value == value)
        #expect(word.description == text)
    }

    @Test(arguments: [
        "", "format", "=x", ".a=x", "a..b=x", "a.=x",
        String(repeating: "a.", count: 32) + "a=x",
    ])
    func `is nothing else`(text: String) {
        refuses(SettingWord.self, text, "a field with its value", "<key>[.<key>…]=<value>")
    }
}

@Suite struct `The roots of trust` {
    @Test func `are the first commit and the registry key's fingerprint`() throws {
        let word = try #require(TrustWord(parsing: "\(id),\(fingerprint)"))
        #expect(word.commit == ObjectID(parsing: id))
        #expect(word.fingerprint == fingerprint)
        #expect(word.description == "\(id),\(fingerprint)")
    }

    @Test(arguments: [
        "", id, fingerprint, "\(id.dropLast()),\(fingerprint)", "\(id),\(fingerprint)=",
        "\(id),\(fingerprint.dropLast())", "\(id),\(fingerprint.dropLast())é",
        "\(id),MD5:\(fingerprint.dropFirst(4))", "\(fingerprint),\(id)",
    ])
    func `are nothing else`(text: String) {
        refuses(TrustWord.self, text, "the roots of trust", "<first commit>,<fingerprint>")
    }
}

@Suite struct `A version, commit or length of time` {
    @Test func `is read as core values are written`() throws {
        #expect(try VersionNumber(checking: "v12") == VersionNumber(12))
        #expect(try ObjectID(checking: id) == ObjectID(parsing: id))
        #expect(try TimeSpan(checking: "30d").seconds == 30 * 86_400)
    }

    @Test(arguments: ["", "3", "v0", "v03", "latest"])
    func `has its own grammar for versions`(text: String) {
        refuses(VersionNumber.self, text, "a version", "v and the version's number")
    }

    @Test(arguments: ["", "0a0a0a", id.uppercased(), "main"])
    func `has its own grammar for commits`(text: String) {
        refuses(ObjectID.self, text, "the full id of a commit", "all 40 lower-case hex digits")
    }

    @Test(arguments: ["", "30", "d", "-1d", "1y", "1.5h", "9999999999w"])
    func `has its own grammar for lengths of time`(text: String) {
        refuses(TimeSpan.self, text, "a length of time", "a number and one of s, m, h, d and w")
    }
}

/// Expects that `text` is refused as misuse, in words that say what it should have been.
private func refuses<Kind: Word>(
    _ kind: Kind.Type, _ text: String, _ noun: String, _ grammar: String,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(sourceLocation: sourceLocation) {
        _ = try Kind(checking: text)
    } throws: { error in
        guard let error = error as? RegistryError, let objection = error.objections.first else {
            return false
        }
        return objection.code == .usage
            && objection.message == "'\(text.printable)' can't be read as \(noun)."
            && objection.remedy.hasPrefix("Write \(grammar)")
    }
}
