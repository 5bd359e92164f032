import Manifests
package import RegistryCore

/// What another policy would have said of everything that stages went through.
package struct PolicyTrial: Encodable, Sendable {
    /// How many transitions were judged.
    package var judged = 0
    /// Those that were let through then and would not be, in the order of their times.
    package var refused: [Difference] = []
    /// Those that hold by no policy of their time and would be let through.
    package var allowed: [Difference] = []

    /// One transition of which the two policies say different things.
    package struct Difference: Encodable, Sendable {
        package let transition: VerifiedTransition
        /// Why one of the two refuses it.
        package let objections: [Objection]
    }

    /// Adds what a replay came to that had the policy on trial.
    mutating func add(_ replay: StageReplay.Result) {
        judged += replay.transitions.count
        for transition in replay.transitions {
            guard let trial = replay.tried[transition.commit] else { continue }
            switch (replay.refused[transition.commit], trial.isEmpty) {
            case (nil, false):
                refused.append(Difference(transition: transition, objections: trial))
            case (let objections?, true):
                allowed.append(Difference(transition: transition, objections: objections))
            default: break
            }
        }
    }
}

extension Workspace {
    /// Judges all past transitions by another policy, and says what would differ.
    ///
    /// Each is judged by what was there at its time: its approvals, the keys that were valid, the
    /// version as it was. Only the rules are others.
    ///
    /// - Parameter path: What the policy's file is called in errors.
    package func tryPolicy(
        _ text: [UInt8], path: String
    ) async throws(RegistryError) -> PolicyTrial {
        let policy = try parsePolicy(text, path: path)
        let snapshot = try catalog.snapshot()
        let stages = try await stages(of: VerificationRequest())
        let walk = LineWalk(to: snapshot, of: catalog.place)
        let parts = try await catalog.inParts(stages) { catalog, stages in
            var trial = PolicyTrial()
            for (stage, model) in stages {
                try await catalog.follow(walk)
                let replay = StageReplay(
                    catalog: catalog, stage: stage, model: model, snapshot: snapshot,
                    trial: policy)
                trial.add(try await replay.run())
            }
            return trial
        }
        var whole = PolicyTrial()
        for part in parts {
            whole.judged += part.judged
            whole.refused += part.refused
            whole.allowed += part.allowed
        }
        whole.refused.sort { $0.transition.received < $1.transition.received }
        whole.allowed.sort { $0.transition.received < $1.transition.received }
        return whole
    }

    private func parsePolicy(
        _ bytes: [UInt8], path: String
    ) throws(RegistryError) -> Policy {
        do throws(ManifestError) {
            return try readManifest(Policy.self, from: bytes, path: path)
        } catch {
            throw RegistryError([invalidManifest(error)])
        }
    }
}
