import Artifacts
import Client
import FoundationEssentials
import Registry
import Support
import SystemPackage

/// The bucket that `make test-s3` has made in a real object gateway.
struct TestBucket {
    let bucket: Bucket
    let prefix: String
    let store: RemoteStore

    /// `AWS_…` and `CAIRN_TEST_BUCKET`, as `Tests/Storage/run` sets them; `nil` elsewhere.
    static let environment: [String: String]? = {
        let all = ProcessInfo.processInfo.environment
        return all["CAIRN_TEST_BUCKET"] == nil ? nil : all
    }()

    /// The folder of a gateway that may be killed.
    static let folder = environment?["CAIRN_TEST_CEPH"]

    /// A place in the bucket that nobody else uses.
    static func open(in scratch: Scratch) -> TestBucket {
        do {
            return try open(in: scratch, attempts: RetryPolicy().attempts)
        } catch {
            preconditionFailure("ask `environment` first: \(error)")
        }
    }

    /// A place in the bucket, where something is tried so often before it counts as failed.
    static func open(in scratch: Scratch, attempts: Int) throws -> TestBucket {
        let prefix = FilePath(scratch.path).lastComponent?.string ?? ""
        let bucket = try bucket(environment ?? [:], attempts: attempts)
        return TestBucket(
            bucket: bucket, prefix: prefix,
            store: RemoteStore(
                S3Objects(bucket, prefix: prefix), temporaryFolder: scratch.path))
    }

    /// A store under the prefix `x`, opened with other settings.
    static func store(
        _ settings: [String: String], bucket name: String? = nil
    ) throws -> RemoteStore {
        let bucket = try bucket(settings, name: name)
        return RemoteStore(S3Objects(bucket, prefix: "x"), temporaryFolder: "/tmp")
    }

    private static func bucket(
        _ settings: [String: String], name: String? = nil, attempts: Int = 6
    ) throws -> Bucket {
        var options = TransportOptions()
        options.retries.attempts = attempts
        let transport = try HTTPTransport(options)
        guard
            let address = BucketAddress(
                bucket: name ?? settings["CAIRN_TEST_BUCKET"] ?? "", region: "us-east-1",
                endpoint: settings["AWS_ENDPOINT_URL_S3"])
        else { throw HTTPError.invalidAddress(settings["AWS_ENDPOINT_URL_S3"] ?? "") }
        return Bucket(
            address,
            credentials: Credentials(
                environment: settings, transport: transport, now: { Date() }),
            transport: transport, now: { Date() })
    }
}
