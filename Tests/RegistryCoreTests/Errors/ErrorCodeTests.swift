import RegistryCore
import Testing

/// The codes of each kind but `refused`, which has all the others.
private let kinds: [(FailureKind, [ErrorCode])] = [
    (
        .usage,
        [
            .usage, .nameInvalid, .manifestInvalid, .identityUnknown, .requestInvalid,
            .confirmationMissing, .queryInvalid,
        ]
    ),
    (
        .notFound,
        [
            .catalogMissing, .catalogUnsupported, .modelMissing, .versionMissing, .stageMissing,
            .proposalMissing, .mergeRequestMissing, .viewMissing,
            .fileMissing, .personMissing, .tokenMissing, .notServed,
        ]
    ),
    (.conflict, [.conflict, .stale]),
    (
        .integrity,
        [.corrupt, .signatureBad, .signatureUnsupported, .untrusted, .unproven, .artifactMissing]
    ),
    (.unreachable, [.unreachable, .busy, .pushFailed, .toolMissing]),
    (.internal, [.storageFailed, .storageFull, .internal]),
]

@Suite struct `An error code` {
    @Test(arguments: kinds)
    func `is of the kind that its exit code tells scripts`(kind: FailureKind, codes: [ErrorCode]) {
        for code in codes {
            #expect(code.kind == kind, "\(code)")
        }
    }

    @Test func `is a refusal in every other case`() {
        let others = Set(ErrorCode.allCases).subtracting(kinds.flatMap(\.1))
        #expect(others.allSatisfy { $0.kind == .refused })
        #expect(
            others.isSuperset(of: [
                .roleMissing, .approvalsMissing, .frozen, .refRefused, .pointerExpected,
            ]))
    }

    @Test(arguments: ErrorCode.allCases)
    func `is spelt in kebab case, and reads back`(code: ErrorCode) throws {
        let words = code.rawValue.split(separator: "-", omittingEmptySubsequences: false)
        #expect(words.allSatisfy { !$0.isEmpty && $0.allSatisfy { ("a"..."z").contains($0) } })
        #expect(ErrorCode(rawValue: code.rawValue) == code)
        #expect(try recoded(code) == code)
    }

    @Test func `has a name of its own`() {
        #expect(Set(ErrorCode.allCases.map(\.rawValue)).count == ErrorCode.allCases.count)
    }
}

@Suite struct `A failure` {
    @Test(
        arguments: [
            (.usage, 2), (.notFound, 3), (.refused, 4), (.conflict, 5), (.integrity, 6),
            (.unreachable, 7),
            (.internal, 10),
        ] as [(FailureKind, Int32)])
    func `has the exit code that scripts rely on`(kind: FailureKind, code: Int32) {
        #expect(kind.exitCode == code)
    }

    @Test func `is of the kind of its first objection`() {
        let error = RegistryError([
            Objection(.stale, "The base moved.", remedy: "Propose again."),
            Objection(.frozen, "It is frozen.", remedy: "Wait."),
        ])
        #expect(error.kind.exitCode == 5)
        #expect(RegistryError(.frozen, "It is frozen.", remedy: "Wait.").kind.exitCode == 4)
    }

    @Test func `has a reason`() async {
        await #expect(processExitsWith: .failure) { _ = RegistryError([]) }
    }

    @Test func `tells programs its code, message and remedy`() throws {
        let objection: Objection = try decode(
            "{'code': 'frozen', 'message': 'It is.', 'remedy': 'Wait.'}")
        #expect(objection == Objection(.frozen, "It is.", remedy: "Wait."))
        #expect(try recoded(objection) == objection)
    }
}
