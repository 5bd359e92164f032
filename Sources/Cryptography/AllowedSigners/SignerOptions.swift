/// The options of one line of `allowed_signers`, each at most once, names in any case.
struct SignerOptions {
    private(set) var isCertificateAuthority = false
    private(set) var namespaces: PatternList?
    private(set) var validAfter: ValidityTime?
    private(set) var validBefore: ValidityTime?

    init() {}

    /// Reads a list without spaces but inside quotation marks, such as
    /// `cert-authority,namespaces="git"`.
    init(parsing bytes: ArraySlice<UInt8>) throws(AllowedSignersError.Reason) {
        var scanner = LineScanner(bytes)
        repeat {
            try readOption(from: &scanner)
        } while scanner.skip(",")
        guard scanner.isAtEnd else { throw .unknownOption(scanner.remainder) }
        try demandSomeValidity()
    }

    private mutating func readOption(
        from scanner: inout LineScanner
    ) throws(AllowedSignersError.Reason) {
        if scanner.skip("cert-authority") {
            isCertificateAuthority = true
        } else if let value = try scanner.readValue(of: "namespaces") {
            try set(\.namespaces, "namespaces", PatternList(parsing: value))
        } else if let value = try scanner.readValue(of: "valid-after") {
            try set(\.validAfter, "valid-after", readTime(value))
        } else if let value = try scanner.readValue(of: "valid-before") {
            try set(\.validBefore, "valid-before", readTime(value))
        } else {
            throw .unknownOption(scanner.remainder)
        }
    }

    private mutating func set<Value>(
        _ option: WritableKeyPath<Self, Value?>, _ name: String, _ value: Value
    ) throws(AllowedSignersError.Reason) {
        guard self[keyPath: option] == nil else { throw .repeatedOption(name) }
        self[keyPath: option] = value
    }

    private func readTime(_ text: String) throws(AllowedSignersError.Reason) -> ValidityTime {
        guard let time = ValidityTime(parsing: text) else { throw .improperTime(text) }
        return time
    }

    private func demandSomeValidity() throws(AllowedSignersError.Reason) {
        guard let validAfter, let validBefore else { return }
        guard validAfter.date < validBefore.date else { throw .neverValid }
    }
}
