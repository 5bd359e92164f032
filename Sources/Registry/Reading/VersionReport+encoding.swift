import RegistryCore

extension VersionReport: Encodable {
    private enum CodingKeys: String, CodingKey {
        case model, version, reference, commit, digest, state, stages, aliases, artifacts
        case evaluations, parameters, approvals, checks, description, author, created, framework,
            algorithm
        case format, signature, source, run, pipeline, datasets, environment, compute
        case preprocessing, base, extra, tags, comments, owners, license, risk, task
        case modelDescription = "model_description"
        case laterEvaluations = "later_evaluations"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try encodeEssentials(to: &container)
        try encodeRecord(to: &container)
        try encodeModel(to: &container)
    }

    /// What is always there.
    private func encodeEssentials(
        to container: inout KeyedEncodingContainer<CodingKeys>
    ) throws {
        try container.encode(record.model, forKey: .model)
        try container.encode(record.number, forKey: .version)
        try container.encode(record.reference, forKey: .reference)
        try container.encode(record.commit, forKey: .commit)
        try container.encode("sha256:\(record.digest)", forKey: .digest)
        try container.encode(state, forKey: .state)
        try container.encode(stages, forKey: .stages)
        try container.encode(aliases, forKey: .aliases)
        try container.encode(artifacts, forKey: .artifacts)
        try container.encode(record.manifest.evaluations ?? [], forKey: .evaluations)
        try container.encode(record.manifest.parameters ?? [:], forKey: .parameters)
        try container.encodeIfPresent(signed?.approvals, forKey: .approvals)
        try container.encodeIfPresent(signed?.checks, forKey: .checks)
        try container.encode(tags, forKey: .tags)
        try container.encode(annotations?.comments ?? [], forKey: .comments)
        try container.encode(annotations?.evaluations ?? [], forKey: .laterEvaluations)
    }

    private func encodeRecord(to container: inout KeyedEncodingContainer<CodingKeys>) throws {
        let manifest = record.manifest
        try container.encodeIfPresent(manifest.description, forKey: .description)
        try container.encodeIfPresent(manifest.author, forKey: .author)
        try container.encodeIfPresent(manifest.created, forKey: .created)
        try container.encodeIfPresent(manifest.framework, forKey: .framework)
        try container.encodeIfPresent(manifest.algorithm, forKey: .algorithm)
        try container.encodeIfPresent(manifest.format, forKey: .format)
        try container.encodeIfPresent(manifest.signature, forKey: .signature)
        try container.encodeIfPresent(manifest.source, forKey: .source)
        try container.encodeIfPresent(manifest.run, forKey: .run)
        try container.encodeIfPresent(manifest.pipeline, forKey: .pipeline)
        try container.encodeIfPresent(manifest.datasets, forKey: .datasets)
        try container.encodeIfPresent(manifest.environment, forKey: .environment)
        try container.encodeIfPresent(manifest.compute, forKey: .compute)
        try container.encodeIfPresent(manifest.preprocessing, forKey: .preprocessing)
        try container.encodeIfPresent(manifest.base, forKey: .base)
        try container.encodeIfPresent(manifest.extra, forKey: .extra)
    }

    private func encodeModel(to container: inout KeyedEncodingContainer<CodingKeys>) throws {
        try container.encodeIfPresent(model.description, forKey: .modelDescription)
        try container.encodeIfPresent(model.owners, forKey: .owners)
        try container.encodeIfPresent(model.license, forKey: .license)
        try container.encodeIfPresent(model.risk, forKey: .risk)
        try container.encodeIfPresent(model.task, forKey: .task)
    }
}
