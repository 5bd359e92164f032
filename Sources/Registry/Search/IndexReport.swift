/// What a rebuild has written.
package struct IndexReport: Encodable, Sendable {
    package let models: Int
    package let versions: Int
    /// Stages of models that show something, or did.
    package let stages: Int
    package let deployments: Int
    /// Records that can't be read, and so are not in it.
    package let unreadable: Int
    package let bytes: Int64

    init(counts: IndexCounts, bytes: Int64) {
        models = counts.models
        versions = counts.versions
        stages = counts.stages
        deployments = counts.deployments
        unreadable = counts.unreadable
        self.bytes = bytes
    }
}

/// What has been written so far.
struct IndexCounts {
    var models = 0
    var versions = 0
    var stages = 0
    var deployments = 0
    var unreadable = 0
}
