import Artifacts
import Client
import FoundationEssentials
import RegistryCore

extension RemoteStore {
    /// The store in a bucket.
    init(in objects: S3Objects) {
        self.init(objects, temporaryFolder: FileManager.default.temporaryDirectory.path())
    }
}

extension S3Objects {
    /// Opens the bucket that a policy names, with whatever keys `environment` leads to.
    ///
    /// What the policy leaves open is as AWS's own programs read it: `AWS_ENDPOINT_URL_S3`,
    /// `AWS_REGION`, and `AWS_CA_BUNDLE` for the certificates to trust.
    init(
        opening location: StoreLocation, environment: [String: String],
        for user: BucketUser = .person, noting note: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(RegistryError) {
        let settings = S3Settings(location: location, environment: environment, user: user)
        guard let address = settings.address else {
            throw RegistryError(
                .usage, "'\(settings.endpoint?.printable ?? "")' is no server.",
                remedy: "Set AWS_ENDPOINT_URL_S3 to https://<host>:<port>, or unset it.")
        }
        do throws(HTTPError) {
            let bucket = Bucket(
                address,
                credentials: Credentials(
                    environment: environment, transport: try HTTPTransport(settings.nearby),
                    now: { Date() }),
                transport: try HTTPTransport(settings.transport), now: { Date() })
            self.init(bucket, prefix: location.url.prefix, noting: note)
        } catch {
            throw RegistryError(
                .unreachable, "The store \(location.url) can't be used: \(error.reason).",
                remedy: "Set AWS_CA_BUNDLE to a PEM file of certificates, or unset it.")
        }
    }
}

/// What the policy and the environment say together.
private struct S3Settings {
    let location: StoreLocation
    let environment: [String: String]
    let user: BucketUser

    var endpoint: String? {
        location.endpoint?.description ?? set("AWS_ENDPOINT_URL_S3") ?? set("AWS_ENDPOINT_URL")
    }

    var address: BucketAddress? {
        let region = location.region?.description ?? set("AWS_REGION") ?? set("AWS_DEFAULT_REGION")
        return BucketAddress(
            bucket: location.url.bucket, region: region ?? "us-east-1", endpoint: endpoint,
            style: location.addressing.map { $0 == .path ? .path : .virtualHost })
    }

    var transport: TransportOptions {
        var options = TransportOptions()
        options.certificates = set("AWS_CA_BUNDLE")
        guard user == .server else { return options }
        options.connectTimeout = .seconds(3)
        options.idleTimeout = .seconds(12)
        options.retries.longestTry = .seconds(12)
        return options
    }

    /// For the services that give keys: they are near, or not there at all.
    var nearby: TransportOptions {
        var options = transport
        options.connectTimeout = .seconds(1)
        options.idleTimeout = .seconds(5)
        options.retries.attempts = 2
        return options
    }

    private func set(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
}
