import Client
import FoundationEssentials
import Support
import Testing

/// Whether Debian's boto3, AWS's own client for Python, is on this machine.
private let hasBoto = FileManager.default.fileExists(
    atPath: "/usr/lib/python3/dist-packages/boto3/__init__.py")

/// One bucket between Cairn and somebody else's program.
@Suite(
    .enabled(if: TestPlace.environment != nil, "run `make test-s3`"),
    .enabled(if: hasBoto, "python3-boto3 is not installed"))
struct `A bucket shared with boto3` {
    @Test func `has the same bytes for both`() async throws {
        let place = try TestPlace()
        let premises = try await Premises(bucket: place)
        let script = """
            import boto3, hashlib, os, sys
            from botocore.client import Config
            from boto3.s3.transfer import TransferConfig
            bucket, held, prefix, endpoint = sys.argv[1:]
            s3 = boto3.client('s3', endpoint_url=endpoint, region_name='us-east-1',
                config=Config(s3={'addressing_style': 'path'}))
            print(s3.get_object(Bucket=bucket, Key=held)['Body'].read().decode())
            data = os.urandom(20_000_000)
            oid = hashlib.sha256(data).hexdigest()
            open('boto.bin', 'wb').write(data)
            s3.upload_file('boto.bin', bucket, f'{prefix}/{oid[:2]}/{oid[2:4]}/{oid}',
                Config=TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20))
            print(oid)
            """
        let environment = premises.environment(of: nil).merging(premises.secrets) { $1 }
        let said = try await shell(
            [
                "/usr/bin/python3", "-c", script, place.bucket.address.bucket,
                place.key(sha256("weights of fraud")), place.prefix, place.endpoint,
            ], in: premises.folder, environment: environment)
        let lines = said.output.split(separator: "\n").map(String.init)
        try #require(said.status == 0 && lines.count == 2, "\(said.text)")
        #expect(lines[0] == "weights of fraud")

        let oid = lines[1]
        let address = "\(premises.registry)/info/lfs/objects/\(oid)"
        let token = try #require(premises.tokens["will"])
        let copy = premises.place("copy")
        let fetched = try await premises.run([
            "curl", "-sSf", "-H", "Authorization: Bearer \(token)", "-o", copy, address,
        ])
        #expect(fetched.status == 0, "\(fetched.text)")
        let same = try await premises.run(["cmp", copy, premises.scratch.file("boto.bin")])
        #expect(same.status == 0, "\(same.text)")
        let checked = try await shell(
            [cairn, "-R", premises.catalog, "store", "verify"], in: premises.folder,
            environment: environment)
        #expect(checked.status == 0, "\(checked.text)")
        // A push that names it is taken without another upload.
        let work = premises.place("work")
        try await premises.git("clone", "-q", premises.registry, work)
        let push = """
            cp ../boto.bin models/credit/scorer/artifacts/boto.bin
            sed -i 's/^version: .*/version: 2/' models/credit/scorer/version.yaml
            git add models && git commit -qm 'Take what boto3 brought'
            git push -q --no-verify origin HEAD:main
            """
        let pushed = try await premises.run(["bash", "-euc", push], in: work, as: "alice")
        #expect(pushed.status == 0, "\(pushed.text)")
    }
}
