package import FoundationEssentials

/// `version.yaml`: the record of one version, immutable once on `main`.
///
/// Only `schema` and `version` are required by the format; a policy can require more. The order of
/// the properties is the order in which they are written.
package struct VersionManifest: Hashable, Sendable, Codable {
    package var schema: Schema
    package var version: VersionNumber
    package var description: String?
    package var author: Person?
    package var created: Date?
    package var framework: Framework?
    package var algorithm: String?
    package var format: String?
    package var signature: ModelSignature?
    /// Hyperparameters, as written.
    package var parameters: [String: String]?
    package var evaluations: [Evaluation]?
    package var source: Source?
    package var run: Run?
    package var pipeline: Pipeline?
    package var datasets: [Dataset]?
    package var environment: RunEnvironment?
    package var compute: Compute?
    package var preprocessing: Preprocessing?
    /// What it was built on: `fraud/detector@v3`, `hf:org/model@<commit>`.
    package var base: [String]?
    package var extra: [String: FreeValue]?

    /// The one value that `schema` may have.
    package enum Schema: String, Hashable, Sendable, Codable, CaseIterable {
        case current = "cairn.version/v1"
    }

    /// A record that says nothing but its number.
    package init(version: VersionNumber) {
        schema = .current
        self.version = version
    }
}

/// The library a model is written in.
package struct Framework: Hashable, Sendable, Codable {
    package var name: String
    package var version: String?

    package init(name: String, version: String? = nil) {
        self.name = name
        self.version = version
    }
}

/// What goes into the model and what comes out.
package struct ModelSignature: Hashable, Sendable, Codable {
    package var inputs: [Tensor]?
    package var outputs: [Tensor]?

    /// One named input or output.
    package struct Tensor: Hashable, Sendable, Codable {
        package var name: String?
        package var type: String
        /// Length of each dimension; -1 where any length goes.
        package var shape: [Int]?
    }
}

/// What was measured on one data set, or on one slice of it.
package struct Evaluation: Hashable, Sendable, Codable {
    package var dataset: String
    package var split: String?
    /// The part of the split that was measured, such as `{region: eu}`; absent: all of it.
    package var slice: [String: String]?
    package var metrics: [String: Double]
    /// Charts and reports, as paths below the model's folder: `artifacts/roc.png`.
    package var files: [String]?

    package init(
        dataset: String, split: String? = nil, slice: [String: String]? = nil,
        metrics: [String: Double]
    ) {
        self.dataset = dataset
        self.split = split
        self.slice = slice
        self.metrics = metrics
    }
}

/// The code that trained the version.
package struct Source: Hashable, Sendable, Codable {
    package var repository: String?
    package var commit: String?
    package var path: String?
    /// Whether the work tree differed from the commit.
    package var dirty: Bool?
    package var notebook: String?

    package init() {}
}

/// The experiment run that produced the version.
package struct Run: Hashable, Sendable, Codable {
    package var tracker: String?
    package var id: String?
    package var experiment: String?
    package var url: String?
    package var author: Person?
    package var started: Date?
    package var finished: Date?

    package init() {}
}

/// The pipeline that ran the training.
package struct Pipeline: Hashable, Sendable, Codable {
    package var name: String?
    package var version: String?
    package var run: String?
    package var parameters: [String: String]?
}

/// A data set the version was trained or measured on.
package struct Dataset: Hashable, Sendable, Codable {
    package var name: String
    package var version: String?
    package var role: String?
    package var description: String?
    package var uri: String?
    /// `sha256:<64 hex>` of its bytes, so that `verify --dataset` can tell whether it is the same.
    package var digest: String?
    package var owner: String?
    package var source: String?
    package var split: String?

    package init(name: String, version: String? = nil) {
        self.name = name
        self.version = version
    }
}

/// The software the training ran in.
package struct RunEnvironment: Hashable, Sendable, Codable {
    package var language: String?
    package var container: String?
    package var lockfile: String?
    package var packages: [String: String]?

    package init() {}
}

/// The hardware the training ran on, and what it used up.
package struct Compute: Hashable, Sendable, Codable {
    package var accelerator: String?
    package var count: Int?
    package var durationSeconds: Double?
    package var energyKWh: Double?
    package var co2Kg: Double?

    enum CodingKeys: String, CodingKey {
        case accelerator, count
        case durationSeconds = "duration_seconds"
        case energyKWh = "energy_kwh"
        case co2Kg = "co2_kg"
    }

    package init() {}
}

/// What happens to raw inputs before the model sees them.
package struct Preprocessing: Hashable, Sendable, Codable {
    package var description: String?
    package var path: String?
}
