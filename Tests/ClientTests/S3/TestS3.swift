import FoundationEssentials

@testable import Client

/// A bucket named `b` behind a server that answers as a test says.
func bucket(at server: LoopbackServer, attempts: Int = 3) throws -> Bucket {
    var options = TransportOptions()
    options.retries.attempts = attempts
    options.retries.firstWait = .milliseconds(1)
    let transport = try HTTPTransport(options)
    guard let address = BucketAddress(bucket: "b", region: "r", endpoint: server.url) else {
        throw HTTPError.invalidAddress(server.url)
    }
    let key = ["AWS_ACCESS_KEY_ID": "AK", "AWS_SECRET_ACCESS_KEY": "s"]
    return Bucket(
        address,
        credentials: Credentials(environment: key, transport: transport, now: { Date() }),
        transport: transport, now: { Date() })
}

extension LoopbackServer.Answer {
    /// A refusal as S3 words it.
    static func refusal(_ status: Int, _ code: String) -> Self {
        .text("<?xml version=\"1.0\"?><Error><Code>\(code)</Code></Error>", status: status)
    }
}
