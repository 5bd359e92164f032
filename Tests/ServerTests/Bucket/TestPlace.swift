import Client
import FoundationEssentials
import Support

/// A prefix of a registry's own in the bucket that `make test-s3` has made in a real gateway.
struct TestPlace: Sendable {
    let prefix: String
    /// Where the gateway is, or whatever stands before it.
    let endpoint: String
    /// What the registry's configuration says of it, as `Premises` takes it.
    let setting: String
    /// The bucket as nobody but the test sees it.
    let bucket: Bucket

    /// `AWS_…` and `CAIRN_TEST_BUCKET`, as `Tests/Storage/run` sets them; `nil` elsewhere.
    static let environment: [String: String]? = {
        let all = ProcessInfo.processInfo.environment
        return all["CAIRN_TEST_BUCKET"] == nil ? nil : all
    }()

    /// The folder of a gateway that may be killed.
    static var gateway: String { environment?["CAIRN_TEST_CEPH"] ?? "" }

    /// - Parameter endpoint: What the registry is told; `nil`: the gateway itself.
    init(behind endpoint: String? = nil, transfer: String? = nil) throws {
        setting = transfer.map { "cairn.bucketTransfer \($0)" } ?? ""
        let settings = Self.environment ?? [:]
        let real = settings["AWS_ENDPOINT_URL_S3"] ?? ""
        prefix = "served-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        self.endpoint = endpoint ?? real
        let transport = try HTTPTransport()
        guard
            let address = BucketAddress(
                bucket: settings["CAIRN_TEST_BUCKET"] ?? "", region: "us-east-1", endpoint: real)
        else { throw HTTPError.invalidAddress(real) }
        bucket = Bucket(
            address,
            credentials: Credentials(
                environment: settings, transport: transport, now: { Date() }),
            transport: transport, now: { Date() })
    }

    /// `store:` of a policy.
    var policy: String {
        "{url: s3://\(bucket.address.bucket)/\(prefix), endpoint: '\(endpoint)', through: server}"
    }

    /// What the server has, and its clients have not.
    var secrets: [String: String] {
        (Self.environment ?? [:]).filter {
            ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].contains($0.key)
        }
    }

    /// Where the bytes called `oid` lie.
    func key(_ oid: String) -> String {
        "\(prefix)/\(oid.prefix(2))/\(oid.dropFirst(2).prefix(2))/\(oid)"
    }

    /// The bytes that lie there; `nil` for none.
    func contents(_ oid: String) async throws -> [UInt8]? {
        do throws(S3Error) {
            let reader = try await bucket.read(key(oid))
            var bytes: [UInt8] = []
            while let piece = try await reader.next() { bytes += piece }
            return bytes
        } catch .noSuchKey {
            return nil
        }
    }
}
