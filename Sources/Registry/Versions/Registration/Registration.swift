package import RegistryCore

/// What somebody says of a version they register.
package struct Registration: Sendable {
    package var model: ModelName
    /// Files and folders to become artifacts, as seen from the working directory.
    package var paths: [String] = []
    /// The version's description, and the commit's message.
    package var message: String?
    package var metrics: [MeasuredMetric] = []
    package var parameters: [String: String] = [:]
    package var datasets: [Dataset] = []
    package var run: Run?
    /// Fields set by their dotted keys, over everything else.
    package var settings: [FieldSetting] = []
    /// A record to begin with; every flag overrides it.
    package var base: RecordText?
    /// Whether the last version's files are carried over; its metrics never are.
    package var keepsFiles = false
    /// A notebook to keep among the artifacts.
    package var notebook: String?
    /// Whether what can be found out by itself is filled in.
    package var detects = true

    package init(model: ModelName) {
        self.model = model
    }
}

/// One measured number, and what it was measured on.
package struct MeasuredMetric: Hashable, Sendable {
    /// `nil`: the version's only data set, if it has just one.
    package let dataset: String?
    package let split: String?
    package let name: String
    package let value: Double

    package init(dataset: String? = nil, split: String? = nil, name: String, value: Double) {
        self.dataset = dataset
        self.split = split
        self.name = name
        self.value = value
    }
}

/// A field of a record by its dotted key, and its new text.
package struct FieldSetting: Hashable, Sendable {
    package let key: String
    package let text: String

    package init(key: String, text: String) {
        self.key = key
        self.text = text
    }
}

/// A record as YAML or JSON, and where it came from.
package struct RecordText: Hashable, Sendable {
    package let bytes: [UInt8]
    /// For messages: a path, or `-`.
    package let path: String

    package init(bytes: [UInt8], path: String) {
        self.bytes = bytes
        self.path = path
    }
}

/// A version that was registered.
package struct Registered: Encodable, Sendable {
    package let reference: String
    package let model: ModelName
    package let version: VersionNumber
    /// The version digest, `sha256:` and 64 hex digits.
    package let digest: String
    package let commit: ObjectID
    /// The command that fetches exactly this version.
    package let fetch: String
    package let artifacts: [StoredFile]
}
