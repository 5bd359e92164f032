import RegistryCore
import Testing

/// A record in which every field that can be required says something.
private let fullVersion = """
    {'schema': 'cairn.version/v1', 'version': 4, 'description': 'd', 'author': 'alice@example.com', 'created': 0,
     'framework': {'name': 'pytorch', 'version': '2.4'}, 'algorithm': 'gbdt', 'format': 'safetensors',
     'signature': {'inputs': [{'type': 'float32'}], 'outputs': [{'type': 'float32'}]}, 'parameters': {'depth': '8'},
     'evaluations': [{'dataset': 'd', 'metrics': {}}],
     'source': {'repository': 'r', 'commit': 'c', 'dirty': false}, 'run': {'tracker': 't', 'id': 'i', 'experiment': 'e'},
     'pipeline': {'name': 'n', 'version': '7', 'run': '1'}, 'base': ['hf:org/model'], 'preprocessing': {},
     'datasets': [{'name': 'n', 'version': '3', 'role': 'train', 'uri': 'u', 'digest': 'x', 'owner': 'o',
                   'source': 's', 'split': 't'}],
     'environment': {'language': 'l', 'container': 'c', 'lockfile': 'f', 'packages': {'torch': '2'}},
     'compute': {'accelerator': 'H100', 'energy_kwh': 1, 'co2_kg': 1}}
    """

private let fullModel = """
    {'schema': 'cairn.model/v1', 'name': 'fraud/detector', 'description': 'd', 'owners': ['group:team'], 'task': 't',
     'license': 'mit', 'risk': 'low'}
    """

/// Every field that design §2 records and that can be required.
private let fields: [RequiredField] = [
    "description", "author", "created", "framework", "framework.version", "algorithm", "format",
    "signature",
    "signature.inputs", "signature.outputs", "parameters", "evaluations", "source.repository",
    "source.commit",
    "source.clean", "run.id", "run.tracker", "run.experiment", "pipeline.name", "pipeline.version",
    "pipeline.run",
    "datasets", "datasets.version", "datasets.role", "datasets.uri", "datasets.digest",
    "datasets.owner",
    "datasets.source", "datasets.split", "environment.language", "environment.container",
    "environment.lockfile",
    "environment.packages", "compute.accelerator", "compute.energy_kwh", "compute.co2_kg",
    "preprocessing", "base",
    "license", "owners", "task", "risk", "model.description",
]

@Suite struct `A required field` {
    @Test(arguments: fields)
    func `is there when it says something`(field: RequiredField) throws {
        #expect(try field.isPresent(in: decode(fullVersion), of: decode(fullModel)))
        #expect(!field.isPresent(in: candidate().version, of: candidate().model))
        #expect(RequiredField.grammar.contains(field.description))
    }

    /// Emptying one string at a time, white space included, takes away just the field it stands for.
    @Test(
        arguments: [
            ("description", "'description': 'd', 'author'", "'description': ' ', 'author'"),
            ("framework", "'name': 'pytorch'", "'name': ''"),
            ("framework.version", "'version': '2.4'", "'version': '\\t'"),
            ("algorithm", "'algorithm': 'gbdt'", "'algorithm': ''"),
            ("format", "'safetensors'", "'\\n'"),
            ("signature.inputs", "'inputs': [{'type': 'float32'}]", "'inputs': []"),
            ("signature.outputs", "'outputs': [{'type': 'float32'}]", "'outputs': []"),
            ("parameters", "{'depth': '8'}", "{}"),
            ("evaluations", "[{'dataset': 'd', 'metrics': {}}]", "[]"),
            ("source.repository", "'repository': 'r'", "'repository': ''"),
            ("source.commit", "'commit': 'c'", "'commit': ''"),
            ("source.clean", "'dirty': false", "'dirty': true"),
            ("source.clean", ", 'dirty': false", ""),
            ("run.id", "'id': 'i'", "'id': ' '"),
            ("run.tracker", "'tracker': 't'", "'tracker': ' '"),
            ("run.experiment", "'experiment': 'e'", "'experiment': ' '"),
            ("pipeline.version", "'version': '7'", "'version': ''"),
            ("datasets.version", "'version': '3'", "'version': ''"),
            ("datasets.role", "'role': 'train'", "'role': ''"),
            ("datasets.uri", "'uri': 'u'", "'uri': ''"),
            ("datasets.digest", "'digest': 'x'", "'digest': ''"),
            ("datasets.owner", "'owner': 'o'", "'owner': ''"),
            ("datasets.source", "'source': 's'", "'source': ''"),
            ("datasets.split", "'split': 't'", "'split': ''"),
            ("environment.language", "'language': 'l'", "'language': ''"),
            ("environment.container", "'container': 'c'", "'container': ''"),
            ("environment.lockfile", "'lockfile': 'f'", "'lockfile': ''"),
            ("environment.packages", "{'torch': '2'}", "{}"),
            ("compute.accelerator", "'accelerator': 'H100', ", ""),
            ("compute.energy_kwh", "'energy_kwh': 1, ", ""),
            ("compute.co2_kg", ", 'co2_kg': 1", ""),
            ("base", "['hf:org/model']", "[]"),
        ] as [(RequiredField, String, String)])
    func `is missing when it is empty, and no other with it`(
        field: RequiredField, full: String, emptied: String
    ) throws {
        #expect(fullVersion.ranges(of: full).count == 1)
        let version: VersionManifest = try decode(fullVersion.replacing(full, with: emptied))
        let model: ModelManifest = try decode(fullModel)
        #expect(fields.filter { !$0.isPresent(in: version, of: model) } == [field])
    }

    @Test(
        arguments: [
            ("license", "'license': 'mit'", "'license': ' '"), ("owners", "['group:team']", "[]"),
            ("task", "'task': 't'", "'task': ''"), ("risk", ", 'risk': 'low'", ""),
            ("model.description", "'description': 'd'", "'description': ''"),
        ] as [(RequiredField, String, String)])
    func `of the model is missing when it is empty`(
        field: RequiredField, full: String, emptied: String
    ) throws {
        let model: ModelManifest = try decode(fullModel.replacing(full, with: emptied))
        let version: VersionManifest = try decode(fullVersion)
        #expect(fields.filter { !$0.isPresent(in: version, of: model) } == [field])
    }

    @Test(arguments: ["datasets.digest", "datasets.version", "datasets.owner"] as [RequiredField])
    func `of a list is there only if every entry has it`(field: RequiredField) throws {
        var version: VersionManifest = try decode(fullVersion)
        version.datasets?.append(Dataset(name: "another"))
        #expect(!field.isPresent(in: version, of: candidate().model))
        #expect(RequiredField("datasets").isPresent(in: version, of: candidate().model))
        version.datasets = []
        #expect(!RequiredField("datasets").isPresent(in: version, of: candidate().model))
    }

    @Test(arguments: [
        "", "Description", "licence", "datasets.", "datasets.x", "source", "extra", "description ",
    ])
    func `has one of the names in its grammar`(text: String) {
        #expect(RequiredField(parsing: text) == nil)
    }
}
