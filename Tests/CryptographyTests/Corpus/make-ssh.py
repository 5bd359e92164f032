#!/usr/bin/env python3
"""Makes ssh.jsonl: SSH signatures, good and broken, of every kind of key.

Run it in its own folder on Debian 12 with the packages openssh-client, openssh-tests (for
sk-dummy.so, a hardware key without hardware) and python3-cryptography (to sign as a browser does).
The private keys are thrown away; only the signatures stay.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

PROVIDER = "/usr/lib/openssh/regress/misc/sk-dummy/sk-dummy.so"
JUNE = "20260601000000Z"
MESSAGE = "Approve fraud/detector v4 for production\n"

rows = []
lists = {"signers": [], "revoked": []}


def run(*words, stdin=b""):
    done = subprocess.run(words, input=stdin, capture_output=True, env=ENVIRONMENT)
    if done.returncode != 0:
        sys.exit(f"{words}: {done.stdout}{done.stderr}")
    return done.stdout


def string(value):
    value = value.encode() if isinstance(value, str) else value
    return len(value).to_bytes(4, "big") + value


def read(blob, count):
    """The first `count` strings of `blob`, and what follows them."""
    out = []
    for _ in range(count):
        length = int.from_bytes(blob[:4], "big")
        out.append(blob[4 : 4 + length])
        blob = blob[4 + length :]
    return out, blob


def armor(blob):
    text = base64.b64encode(blob).decode()
    lines = [text[i : i + 70] for i in range(0, len(text), 70)]
    return "\n".join(["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""])


class Parts:
    """The fields of a signature, to be changed and put together again."""

    def __init__(self, armored):
        blob = base64.b64decode("".join(armored.splitlines()[1:-1]))
        self.version = blob[6:10]
        (self.key, self.namespace, self.reserved, self.hash, inner), _ = read(blob[10:], 5)
        (self.algorithm, self.signature), self.rest = read(inner, 2)
        self.tail = b""

    def armored(self):
        inner = string(self.algorithm) + string(self.signature) + self.rest
        fields = [self.key, self.namespace, self.reserved, self.hash, inner]
        blob = b"SSHSIG" + self.version + b"".join(map(string, fields)) + self.tail
        return armor(blob)


def changed(armored, change):
    parts = Parts(armored)
    change(parts)
    return parts.armored()


def flip(data, index):
    data = bytearray(data)
    data[index] ^= 1
    return bytes(data)


def public(name):
    with open(f"{name}.pub", encoding="utf-8") as file:
        return " ".join(file.read().split()[:2])


def make(name, *words):
    run("ssh-keygen", "-q", "-N", "", "-C", "", "-f", name, *words)


def sign(name, message=MESSAGE, namespace="git", digest="sha512"):
    words = ["ssh-keygen", "-Y", "sign", "-f", name, "-n", namespace, "-O", f"hashalg={digest}"]
    return run(*words, stdin=message.encode()).decode()


def row(name, who, signature, ours, stricter=None, **other):
    rows.append(
        {
            "name": name,
            "principal": f"{who}@example.com",
            "time": other.pop("time", JUNE),
            "message": other.pop("message", MESSAGE),
            "signature": signature,
            "ours": ours,
            "stricter": stricter,
            "revoking": other.pop("revoking", False),
        }
    )
    assert not other, other


def allow(who, key, options="", principal=None):
    words = [principal or f"{who}@example.com", options, key]
    lists["signers"].append(" ".join(word for word in words if word))


# --- every kind of key, and what can be wrong with any signature


def webauthn_key(name):
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    private = ec.generate_private_key(ec.SECP256R1())
    point = private.public_key().public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    kind = "sk-ecdsa-sha2-nistp256@openssh.com"
    blob = string(kind) + string("nistp256") + string(point) + string("registry.example.com")
    with open(f"{name}.pub", "w", encoding="utf-8") as file:
        file.write(f"{kind} {base64.b64encode(blob).decode()}\n")
    return private, blob


def webauthn_sign(pair, message=MESSAGE, namespace="git", digest="sha512", flags=5,
                  origin="https://registry.example.com", kind="webauthn.get", extensions=b"",
                  challenge=None):
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    private, blob = pair
    hashed = hashlib.new(digest, message.encode()).digest()
    data = b"SSHSIG" + string(namespace) + string("") + string(digest) + string(hashed)
    asked = base64.urlsafe_b64encode(challenge or data).decode().rstrip("=")
    client = json.dumps(
        {"type": kind, "challenge": asked, "origin": origin, "crossOrigin": False},
        separators=(",", ":"),
    ).encode()
    counter = (7).to_bytes(4, "big")
    signed = hashlib.sha256(b"registry.example.com").digest() + bytes([flags]) + counter
    signed += extensions + hashlib.sha256(client).digest()
    r, s = utils.decode_dss_signature(private.sign(signed, ec.ECDSA(hashes.SHA256())))

    def mpint(number):
        return string(number.to_bytes(number.bit_length() // 8 + 1, "big"))

    inner = string("webauthn-sk-ecdsa-sha2-nistp256@openssh.com") + string(mpint(r) + mpint(s))
    inner += bytes([flags]) + counter + string(origin) + string(client) + string(extensions)
    fields = [blob, namespace, "", digest, inner]
    return armor(b"SSHSIG" + (1).to_bytes(4, "big") + b"".join(map(string, fields)))


KINDS = {
    "ed25519": ["-t", "ed25519"],
    "p256": ["-t", "ecdsa", "-b", "256"],
    "p384": ["-t", "ecdsa", "-b", "384"],
    "p521": ["-t", "ecdsa", "-b", "521"],
    "rsa": ["-t", "rsa", "-b", "2048"],
    "sk-ed25519": ["-t", "ed25519-sk"],
    "sk-ecdsa": ["-t", "ecdsa-sk"],
    "webauthn": None,
}


def of_any_kind(kind, signer):
    good = signer()
    row(f"{kind}: as it should be", kind, good, "good")
    row(f"{kind}: over a SHA-256", kind, signer(digest="sha256"), "good")
    row(f"{kind}: over another message", kind, signer(message="Reject\n"), "bad")
    row(f"{kind}: over the message and a space", kind, signer(message=MESSAGE + " "), "bad")
    row(f"{kind}: over no message", kind, signer(message=""), "bad")
    row(f"{kind}: for another namespace", kind, signer(namespace="file"), "wrong-namespace")
    row(f"{kind}: said to be another's", "stranger", good, "not-allowed")
    row(f"{kind}: of a key nobody has", f"{kind}-unlisted", good, "not-allowed")
    row(f"{kind}: before the key is valid", f"{kind}-later", good, "not-allowed")
    row(f"{kind}: in time", kind, good, "good", time="20270101000000Z")

    def other_hash(parts):
        parts.hash = b"sha256"

    def other_namespace(parts):
        parts.namespace = b"file"

    def version(parts):
        parts.version = (2).to_bytes(4, "big")

    def reserved(parts):
        parts.reserved = b"x"

    def broken(parts):
        parts.signature = flip(parts.signature, len(parts.signature) - 1)

    def short(parts):
        parts.signature = parts.signature[:-1]

    def algorithm(parts):
        parts.algorithm = b"ssh-unknown"

    def trailing(parts):
        parts.tail = b"x"

    row(f"{kind}: says the other hash", kind, changed(good, other_hash), "bad")
    row(f"{kind}: another namespace written in", kind,
        changed(signer(namespace="git"), other_namespace), "wrong-namespace")
    row(f"{kind}: of another version", kind, changed(good, version), "malformed")
    row(f"{kind}: with something in the reserved field", kind, changed(good, reserved),
        "malformed", stricter="reserved")
    row(f"{kind}: its last byte changed", kind, changed(good, broken), "bad")
    short_verdict = "bad" if kind == "rsa" else "malformed"
    row(f"{kind}: its last byte gone", kind, changed(good, short), short_verdict)
    row(f"{kind}: of an unknown algorithm", kind, changed(good, algorithm),
        "malformed" if parts_follow(good) else "unsupported")
    row(f"{kind}: with a byte after its fields", kind, changed(good, trailing), "malformed")
    row(f"{kind}: with a line after it", kind, good + "and more\n", "trailing",
        stricter="after")


def parts_follow(armored):
    return len(Parts(armored).rest) > 0


def list_kind(kind):
    key = public(kind)
    allow(kind, key, 'namespaces="git"')
    make_line = f"{kind}-later@example.com"
    allow(None, key, 'valid-after="20260701Z",namespaces="git"', principal=make_line)


def token_rows():
    make("idle", "-t", "ed25519-sk", "-O", "no-touch-required")
    make("idle-ecdsa", "-t", "ecdsa-sk", "-O", "no-touch-required")
    make("pin", "-t", "ed25519-sk", "-O", "verify-required")
    for name in ["idle", "idle-ecdsa", "pin"]:
        allow(name, public(name))
    row("token: nobody touched it", "idle", sign("idle"), "user-absent", stricter="touch")
    row("token: nobody touched it (ECDSA)", "idle-ecdsa", sign("idle-ecdsa"), "user-absent",
        stricter="touch")
    row("token: it asked for a PIN", "pin", sign("pin"), "good")
    for kind in ["sk-ed25519", "sk-ecdsa"]:
        good = sign(kind)

        def flags(parts):
            parts.rest = bytes([parts.rest[0] ^ 4]) + parts.rest[1:]

        def untouched(parts):
            parts.rest = bytes([0]) + parts.rest[1:]

        def counter(parts):
            parts.rest = parts.rest[:1] + flip(parts.rest[1:], 3)

        def no_counter(parts):
            parts.rest = parts.rest[:-4]

        def browser(parts):
            parts.algorithm = b"webauthn-sk-ecdsa-sha2-nistp256@openssh.com"

        def application(parts):
            parts.key = parts.key[:-1] + b";"

        row(f"{kind}: a PIN written in", kind, changed(good, flags), "bad")
        row(f"{kind}: the touch taken out", kind, changed(good, untouched), "bad")
        row(f"{kind}: another counter", kind, changed(good, counter), "bad")
        row(f"{kind}: without its counter", kind, changed(good, no_counter), "malformed")
        row(f"{kind}: as if a browser had made it", kind, changed(good, browser), "malformed")
        row(f"{kind}: for another application", kind, changed(good, application), "bad")


def browser_rows(pair):
    row("browser: nobody touched the token", "webauthn", webauthn_sign(pair, flags=0),
        "user-absent", stricter="touch")
    row("browser: touched, no PIN", "webauthn", webauthn_sign(pair, flags=1), "good")
    row("browser: with extensions", "webauthn",
        webauthn_sign(pair, flags=0x85, extensions=b"\xa1\x61x\x01"), "good")
    row("browser: extensions announced and none there", "webauthn",
        webauthn_sign(pair, flags=0x85), "bad")
    row("browser: extensions not announced", "webauthn",
        webauthn_sign(pair, flags=5, extensions=b"\xa0"), "bad")
    row("browser: with an attested key", "webauthn", webauthn_sign(pair, flags=0x45), "bad")
    row("browser: for the making of a key", "webauthn",
        webauthn_sign(pair, kind="webauthn.create"), "bad")
    row("browser: another challenge", "webauthn",
        webauthn_sign(pair, challenge=b"something else"), "bad")
    for origin in ["https://registry.example.com:8443"]:
        row(f"browser: on a page of {origin}", "webauthn", webauthn_sign(pair, origin=origin),
            "good")
    for origin in ["https://a.registry.example.com", "https://example.com",
                   "http://registry.example.com", "https://registry.example.com.evil.org",
                   "https://registry.example.com/", ""]:
        row(f"browser: on a page of {origin or 'nothing'}", "webauthn",
            webauthn_sign(pair, origin=origin), "other-host", stricter="host")
    row("browser: an origin with a quotation mark", "webauthn",
        webauthn_sign(pair, origin='https://x","origin":"https://y'), "bad")


# --- certificates


def certify(key, name, *options, authority="authority", principals=None):
    """A certificate of `key`, as the public half of a key called `name`."""
    shutil.copy(key, name)
    shutil.copy(f"{key}.pub", f"{name}.pub")
    who = principals if principals is not None else f"{name}@example.com"
    words = ["ssh-keygen", "-q", "-s", authority, "-I", f"key of {name}", "-z", "7"]
    if who:
        words += ["-n", who]
    run(*words, *options, f"{name}.pub")
    os.replace(f"{name}-cert.pub", f"{name}.pub")
    return sign(name)


def certificate_rows(kind):
    def c(what):
        return f"{kind}-{what}"

    # A key that is certified must not stand on a line of its own as well.
    make(c("own"), *KINDS[kind])
    always = ["-V", "20260101000000Z:20270101000000Z"]

    def case(what, name, ours, *options, stricter=None, **other):
        signature = certify(c("own"), c(name), *options, **other)
        row(f"{kind} certificate: {what}", c(name), signature, ours, stricter)
        return signature

    def foreign():
        signature = certify(c("own"), c("foreign"), *always, principals="eve@example.org")
        row(f"{kind} certificate: of an authority for another domain", c("foreign"), signature,
            "not-allowed")
        rows[-1]["principal"] = "eve@example.org"

    good = case("as it should be", "certified", "good", *always)
    row(f"{kind} certificate: of another person", f"{kind}-other", good, "certificate")
    row(f"{kind} certificate: its first second", c("certified"), good, "good",
        time="20260101000000Z")
    row(f"{kind} certificate: the second before", c("certified"), good, "certificate",
        time="20251231235959Z")
    row(f"{kind} certificate: its last second", c("certified"), good, "good",
        time="20261231235959Z")
    row(f"{kind} certificate: the second after", c("certified"), good, "certificate",
        time="20270101000000Z")
    case("without an end", "endless", "good", "-V", "always:forever")
    case("among others", "several", "good", *always,
         principals=f"root,{c('several')}@example.com")
    case("for nobody", "nobody", "certificate", *always, principals="")
    case("for a machine", "machine", "certificate", "-h", *always)
    case("an unknown critical option", "critical", "certificate", *always,
         "-O", "critical:cairn@example.com=x", stricter="critical")
    case("a forced command", "command", "certificate", *always,
         "-O", "force-command=true", stricter="critical")
    case("a source address", "address", "certificate", *always,
         "-O", "source-address=192.0.2.0/24", stricter="critical")
    case("an unknown extension", "extension", "good", *always, "-O",
         "extension:cairn@example.com=x")
    case("of an authority nobody knows", "unknown", "not-allowed", *always, authority="impostor")
    case("of a key that is no authority", "plain", "not-allowed", *always, authority="no-authority")
    foreign()
    case("of an authority whose time is over", "closed", "not-allowed", *always,
         authority="closed-authority")
    case("of an authority on a token", "by-token", "good", *always, authority="token-authority")
    case("of an authority of RSA", "by-rsa", "good", *always, authority="rsa-authority")
    case("of an authority of ECDSA", "by-ecdsa", "good", *always, authority="ecdsa-authority")
    case("over a SHA-1", "by-sha1", "unsupported", *always, "-t", "ssh-rsa",
         authority="rsa-authority", stricter="sha1")
    if kind.startswith("sk"):
        case("demands a PIN", "pin", "user-unverified", *always, "-O", "verify-required",
             stricter="pin")

    def forge(parts):
        """Another serial number under the same signature of the authority."""
        parts.key = parts.key.replace((7).to_bytes(8, "big"), (8).to_bytes(8, "big"))

    def stripped(parts):
        parts.key = base64.b64decode(public(c("own")).split()[1])

    def broken(parts):
        parts.signature = flip(parts.signature, len(parts.signature) - 1)

    name = c("certified")
    row(f"{kind} certificate: another serial number written in", name, changed(good, forge), "bad")
    row(f"{kind} certificate: taken off", name, changed(good, stripped), "not-allowed")
    row(f"{kind} certificate: a broken signature", name, changed(good, broken), "bad")
    row(f"{kind} certificate: over another message", name, sign(name, message="Reject\n"), "bad")


def authorities():
    line = 'cert-authority,namespaces="git"'
    for name, words in {
        "authority": ["-t", "ed25519"],
        "token-authority": ["-t", "ed25519-sk"],
        "rsa-authority": ["-t", "rsa", "-b", "2048"],
        "ecdsa-authority": ["-t", "ecdsa"],
        "closed-authority": ["-t", "ed25519"],
        "revoked-authority": ["-t", "ed25519"],
        "impostor": ["-t", "ed25519"],
        "no-authority": ["-t", "ed25519"],
    }.items():
        make(name, *words)
        if name == "impostor":
            continue
        options = line
        if name == "closed-authority":
            options += ',valid-before="20260201Z"'
        if name == "no-authority":
            options = 'namespaces="git"'
        allow(None, public(name), options, principal="*@example.com,!root@example.com")


# --- revoked keys


def revoked_rows():
    for kind in ["ed25519", "p256", "rsa", "sk-ed25519"]:
        name = f"revoked-{kind}"
        make(name, *KINDS[kind])
        allow(name, public(name))
        lists["revoked"].append(f"{public(name)} 2026-05-01T00:00:00Z the laptop was stolen")
        row(f"revoked: {kind}", name, sign(name), "revoked", revoking=True)
        row(f"revoked: {kind}, the list not asked", name, sign(name), "good")
        row(f"revoked: {kind}, but later", name, sign(name), "good", time="20260430235959Z")
    lists["revoked"].append(f"{public('revoked-authority')} 2026-05-01T00:00:00Z")
    make("innocent", "-t", "ed25519")
    always = ["-V", "20260101000000Z:20270101000000Z"]
    row("revoked: the authority", "by-revoked",
        certify("innocent", "by-revoked", *always, authority="revoked-authority"), "revoked",
        revoking=True)
    row("revoked: the key in a certificate", "certified-revoked",
        certify("revoked-ed25519", "certified-revoked", *always), "revoked", revoking=True)
    row("revoked: neither", "by-authority", certify("innocent", "by-authority", *always), "good",
        revoking=True)


def weak_rows():
    make("short", "-t", "rsa", "-b", "1024")
    allow("short", public("short"))
    row("weak: an RSA key of 1024 bits", "short", sign("short"), "weak-key", stricter="short-rsa")
    make("dsa", "-t", "dsa")
    allow("dsa", public("dsa"))
    row("weak: DSA", "dsa", sign("dsa"), "unsupported", stricter="sha1")


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        askpass = os.path.join(folder, "askpass")
        with open(askpass, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\necho 0000\n")
        os.chmod(askpass, 0o755)
        ENVIRONMENT.update(SSH_ASKPASS=askpass)
        authorities()
        for kind, words in KINDS.items():
            if words:
                make(kind, *words)
                list_kind(kind)
                of_any_kind(kind, lambda kind=kind, **options: sign(kind, **options))
            else:
                pair = webauthn_key(kind)
                list_kind(kind)
                of_any_kind(kind, lambda **options: webauthn_sign(pair, **options))
                browser_rows(pair)
        token_rows()
        for kind in ["ed25519", "p384", "rsa", "sk-ed25519", "sk-ecdsa"]:
            certificate_rows(kind)
        revoked_rows()
        weak_rows()
    for name, lines in lists.items():
        with open(os.path.join(here, name), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    with open(os.path.join(here, "ssh.jsonl"), "w", encoding="utf-8") as file:
        for entry in rows:
            file.write(json.dumps(entry, sort_keys=True) + "\n")
    print(len(rows), "signatures")


ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "TZ": "UTC",
    "SSH_SK_PROVIDER": PROVIDER,
    "SSH_ASKPASS_REQUIRE": "force",
    "DISPLAY": "none",
}
main()
