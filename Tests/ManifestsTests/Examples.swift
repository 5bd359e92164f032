/// The example files of the design, §2 and §6, with real values where it says `…`.
enum Example {
    static let model = """
        schema: cairn.model/v1
        name: fraud/detector
        description: Scores card payments for fraud risk.
        owners: [alice@example.com, group:fraud-team]
        task: tabular-classification        # Hugging Face pipeline tag
        license: apache-2.0                 # SPDX
        risk: high                          # low | medium | high
        tags: {domain: payments, pii: "no"}
        aliases: {champion: 3, challenger: 4}

        """

    static let version = """
        schema: cairn.version/v1
        version: 4
        description: Retrained on October data.
        author: alice@example.com
        created: 2026-11-20T14:03:11Z
        framework: {name: pytorch, version: 2.4.0}
        algorithm: gradient-boosted-trees
        format: safetensors
        signature:
          inputs:  [{name: amount, type: float32, shape: [-1]}]
          outputs: [{name: score, type: float32, shape: [-1]}]
        parameters: {learning_rate: 0.0003, depth: 8}
        evaluations:
          - dataset: payments-2026-10
            split: test
            slice: {region: eu}             # absent: the whole split
            metrics: {auc: 0.947, fpr: 0.012}
            files: [artifacts/roc.png]
        source: {repository: "https://git.example.com/fraud.git", commit: 9f2c41d0, path: train/, dirty: false, notebook: train.ipynb}
        run: {tracker: mlflow, id: 0a1b2c, experiment: fraud, url: "https://mlflow.example.com/#/1", author: alice@example.com, started: 2026-11-20T12:30:00Z, finished: 2026-11-20T14:00:00Z}
        pipeline: {name: nightly, version: "7", run: "1042", parameters: {}}
        datasets:
          - {name: payments-2026-10, version: "3", role: train, uri: "s3://data/payments", digest: "sha256:00", owner: data, source: ledger, split: "80/20"}
        environment: {language: python 3.11, container: "registry/img@sha256:11", lockfile: artifacts/requirements.txt, packages: {torch: 2.4.0}}
        compute: {accelerator: H100, count: 8, duration_seconds: 5400, energy_kwh: 41.2, co2_kg: 12.1}
        preprocessing: {description: Scales amounts., path: artifacts/preprocess.json}
        base: [fraud/detector@v3, hf:org/model@0123456789abcdef0123456789abcdef01234567]

        """

    static let registry = """
        schema: cairn.registry/v1
        registry: acme-models
        id: 7f3a9c0e41d2b856        # random, made by `init`; a push that changes it is refused
        groups:
          fraud-team: [alice@example.com, bob@example.com]
          ml-leads: [carol@example.com, dan@example.com]
        access:                                    # viewer < reader < contributor < maintainer < admin
          - {who: "*", role: viewer}               # viewer: metadata; reader: bytes too
          - {who: group:fraud-team, role: contributor, namespaces: [fraud]}
          - {who: carol@example.com, role: admin}
        stages:
          - name: staging
          - name: production
            after: staging
            approvals: [{count: 2, from: group:ml-leads}]
            promote: {by: contributor}             # who may propose and complete; default contributor
            separation: true                       # author and proposer of the version do not count (§5)
            approvals_expire: 30d
            checks: [integrity, scan]
            requires: [description, license, evaluations, datasets.digest, source.commit]
            card: [Intended use, Limitations]      # headings the model card must have
            metrics:
              - {name: auc, dataset: payments-2026-10, split: test, min: 0.90, max_drop: 0.01}   # against what the stage holds now
              - {name: fpr, dataset: payments-2026-10, max: 0.02, max_rise: 0.002}
            artifacts: {required: [model.safetensors]}
            fairness: [{metric: fpr, slice: region, max_gap: 0.05}]
            licenses: [apache-2.0, mit]
            freeze: [{from: 2026-12-20, to: 2027-01-03, except: group:ml-leads}]
            rollback: {by: maintainer}             # no new approval; default maintainer, as for retire
            when: {risk: high}                     # any rule may be a list of rules, each with its own `when`
        limits: {manifest: 1MiB, artifact: 1TiB, files: 10000}

        """
}
