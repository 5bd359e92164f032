import Cryptography
import FoundationEssentials
import RegistryCore
import Testing

@testable import Client

@Suite struct `Signature V4` {
    @Test func `is tried with every vector there is`() {
        #expect(SigningVector.aws.count == 31)
        #expect(SigningVector.botocore.count == 9)
    }

    @Test(arguments: SigningVector.aws)
    func `is what AWS publishes`(vector: SigningVector) throws {
        let date = try #require(Date(timestamp: "2015-08-30T12:36:00Z"))
        let signer = SignatureV4(
            key: vector.key(), region: "us-east-1", service: "service", date: date)
        var request = vector.request
        request.headers += vector.headersWhenSigned
        let signed = signer.authorized(request, payload: vector.payload)
        #expect(signed.signature == vector.headerSignature)
        let presigned = signer.presigned(
            vector.request, seconds: 3600, payload: vector.presignedPayload)
        #expect(presigned.signature == vector.querySignature)
    }

    @Test(arguments: SigningVector.botocore)
    func `is what botocore makes for S3`(vector: SigningVector) throws {
        let date = try #require(Date(timestamp: "2026-11-20T14:03:11Z"))
        let signer = SignatureV4(key: vector.key(), region: "eu-central-1", date: date)
        let signed = signer.signed(vector.request, payload: vector.payload)
        #expect(signed.signature == vector.headerSignature)
        #expect(
            signer.presigned(vector.request, seconds: 900).signature == vector.querySignature)
    }

    /// The example of "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)".
    @Test func `is what AWS publishes for a presigned GET`() throws {
        let date = try #require(Date(timestamp: "2013-05-24T00:00:00Z"))
        let signer = SignatureV4(
            key: AccessKey(
                id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            region: "us-east-1", date: date)
        let request = SignableRequest(
            "GET", host: "examplebucket.s3.amazonaws.com", path: "/test.txt")
        #expect(
            signer.presigned(request, seconds: 86_400).target
                == "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3"
                + "%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400"
                + "&X-Amz-SignedHeaders=host&X-Amz-Signature="
                + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    }

    @Test func `puts the presigned query into the address`() throws {
        let date = try #require(Date(timestamp: "2026-11-20T14:03:11Z"))
        let signer = SignatureV4(
            key: AccessKey(id: "AK", secret: "s", sessionToken: "t/="), region: "r", date: date)
        let target = signer.presigned(
            SignableRequest("GET", host: "h", path: "/b/a b"), seconds: 60
        ).target
        #expect(
            target.hasPrefix(
                "/b/a%20b?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AK%2F20261120%2Fr%2Fs3"
                    + "%2Faws4_request&X-Amz-Date=20261120T140311Z&X-Amz-Expires=60"
                    + "&X-Amz-SignedHeaders=host&X-Amz-Security-Token=t%2F%3D&X-Amz-Signature="))
    }

    @Test func `shows no secret of the key, however it is printed`() {
        let key = AccessKey(id: "AKID", secret: "topsecret", sessionToken: "hushhush")
        var dumped = ""
        dump([key], to: &dumped)
        for text in [
            "\(key)", "\([key])", String(reflecting: key), "\(Optional(key) as Any)", dumped,
        ] {
            #expect(!text.contains("topsecret") && !text.contains("hushhush"))
        }
    }
}
