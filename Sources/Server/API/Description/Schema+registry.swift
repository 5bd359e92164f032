import Registry
import RegistryCore

// Stages, review, audit and policy: what `cairn log --stage`, `pending`, `audit log` and `policy`
// tell of them too.
extension Schema {
    static let registry = object([
        "registry": text(), "id": text(), "main": objectID, "description": text(),
    ])

    static let stage = object(["stage": pointer], optional: ["after": pointer])
    static let stageRules = object(["stage": pointer, "rules": list(text())])

    static let deployment = object(
        [
            "model": modelName, "stage": pointer, "date": time, "claimed": flag, "kind": kind,
            "by": text(), "reason": text(), "commit": objectID,
        ],
        optional: [
            "version": versionNumber, "previous": versionNumber, "approvers": list(person),
            "broken": brokenGlass, "review": glassReview,
        ])

    private static let brokenGlass = object([
        "person": person, "reason": text(), "fingerprint": text(), "review_within": text(),
        "overridden": list(named(.objection)),
    ])

    private static let glassReview = object([
        "reviewers": list(person), "objections": list(named(.objection)),
    ])

    static let shownModel = object([
        "model": modelName, "stage": pointer, "version": versionNumber, "since": time,
        "by": text(), "claimed": flag, "commit": objectID,
    ])

    static let proposal = object(
        [
            "model": modelName, "stage": pointer, "proposal": objectID, "proposer": text(),
            "proposed": time, "approvers": list(person), "objections": list(named(.objection)),
        ], optional: ["kind": kind, "version": versionNumber])

    static let approval = object(
        [
            "stage": pointer, "proposal": objectID, "person": person,
            "number": integer(1...VersionNumber.largest), "counted": flag, "evidence": list(text()),
            "checked": list(text()),
        ],
        optional: [
            "decision": choice(of: Decision.Verb.self), "received": time, "expires": time,
            "fingerprint": text(), "objection": named(.objection),
        ])

    static let outsideCheck = object(
        [
            "stage": pointer, "proposal": objectID, "check": pointer,
            "number": integer(1...VersionNumber.largest), "figures": list(text()), "stands": flag,
        ],
        optional: [
            "outcome": choice(of: ReportedCheck.Outcome.self), "person": person,
            "received": time, "fingerprint": text(), "url": text(),
            "objection": named(.objection),
        ])

    static let objection = object([
        "code": choice(of: ErrorCode.self), "message": text(), "remedy": text(),
    ])

    static let auditEntry = object(
        [
            "schema": choice(["cairn.audit/v1"]), "number": integer(1 ... .max), "intent": text(),
            "received": time, "actor": person,
            "authentication": choice(["claimed", "certificate", "server", "oidc"]),
            "updates": list(refUpdate),
            "policy": objectID,
            "versions": list(
                object(["model": modelName, "version": versionNumber, "commit": objectID])),
            "verdicts": list(
                object(
                    [
                        "ref": text(), "transition": objectID, "kind": kind,
                        "version": versionNumber, "approvers": list(person),
                        "notes": list(text()),
                    ], optional: ["broken": brokenGlass])),
        ],
        optional: [
            "subject": object(["issuer": text(), "subject": text()]), "certificate": objectID,
            "asked": list(refUpdate), "contributors": list(person),
        ])

    private static let refUpdate = object(["ref": text(), "old": objectID, "new": objectID])

    /// What is in it, docs/format.md says.
    static let policy = object(
        [
            "schema": choice(["cairn.registry/v1"]), "registry": text(), "id": text(),
            "access": list(
                object(
                    ["who": text(), "role": choice(of: Role.self)],
                    optional: ["namespaces": list(namespace)])),
            "stages": list(object(["name": pointer], optional: ["after": pointer], isOpen: true)),
        ],
        optional: [
            "groups": map(list(person)), "limits": anything, "store": anything,
            "signatures": anything, "issuers": anything,
        ])

    /// RFC 9457
    static let problem = object(
        [
            "type": text(), "title": text(), "status": integer(400...599), "detail": text(),
            "code": choice(of: ErrorCode.self), "remedy": text(), "message": text(),
            "objections": list(named(.objection)), "request_id": text(),
        ],
        optional: ["character": integer(1...(SearchQuery.mostBytes + 1)), "nearest": text()])
}
