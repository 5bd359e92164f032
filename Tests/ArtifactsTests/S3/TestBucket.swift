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

    /// A place in the bucket that nobody else uses.
    static func open(in scratch: Scratch) -> TestBucket {
        let prefix = FilePath(scratch.path).lastComponent?.string ?? ""
        guard let environment, let name = environment["CAIRN_TEST_BUCKET"],
            let address = BucketAddress(
                bucket: name, region: "us-east-1", endpoint: environment["AWS_ENDPOINT_URL_S3"]),
            let transport = try? HTTPTransport()
        else { preconditionFailure("ask `environment` first") }
        let credentials = Credentials(
            environment: environment, transport: transport, now: { Date() })
        let bucket = Bucket(
            address, credentials: credentials, transport: transport, now: { Date() })
        return TestBucket(
            bucket: bucket, prefix: prefix,
            store: RemoteStore(
                S3Objects(bucket, prefix: prefix), temporaryFolder: scratch.path))
    }
}
