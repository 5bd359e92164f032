#!/usr/bin/env python3
"""Makes openpgp.jsonl: OpenPGP signatures, good and broken, with the keys they are by.

Run it in its own folder with GnuPG 2.2 or later. The private keys are thrown away.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile

MESSAGE = "Approve fraud/detector v4 for production\n"
MADE = 1767225600  # 2026-01-01T00:00:00Z
SIGNED = MADE + 30 * 86400
RECEIVED = SIGNED + 60
DAY = 86400

rows = []
rings = {}


def gpg(*words, stdin=b"", at=SIGNED, fails=False):
    words = ["gpg", "--batch", "--yes", "--pinentry-mode", "loopback", "--passphrase", "",
             f"--faked-system-time={at}!", *words]
    done = subprocess.run(words, input=stdin, capture_output=True)
    if done.returncode != 0 and not fails:
        sys.exit(f"{words}: {done.stderr.decode()}")
    return done.stdout


def make(who, kind, expires="never", at=MADE):
    gpg("--quick-gen-key", f"{who} <{who}@example.com>", kind, "sign", expires, at=at)
    export(who)


def fingerprint(who):
    listing = gpg("--with-colons", "--list-keys", f"<{who}@example.com>", at=RECEIVED).decode()
    return next(line for line in listing.splitlines() if line.startswith("fpr")).split(":")[9]


def export(who, *others):
    rings[who] = gpg("--armor", "--export", *(f"<{name}@example.com>" for name in (who, *others)),
                     at=RECEIVED).decode()


def sign(who, *options, message=MESSAGE, at=SIGNED):
    signers = [word for name in who.split("+") for word in ("-u", f"<{name}@example.com>")]
    return gpg("--armor", "--detach-sign", *signers, *options, stdin=message.encode(),
               at=at).decode()


def flipped(signature):
    lines = signature.splitlines()
    start = lines.index("") + 1
    end = next(i for i, line in enumerate(lines) if line.startswith("="))
    data = bytearray(base64.b64decode("".join(lines[start:end])))
    data[-3] ^= 1
    text = base64.b64encode(data).decode()
    body = [text[i : i + 64] for i in range(0, len(text), 64)]
    return "\n".join([*lines[:start], *body, lines[-1], ""])


def row(name, ring, signature, ours, time=RECEIVED, message=MESSAGE, stricter=None, key=None):
    rows.append({"name": name, "keyring": ring, "signature": signature, "time": time,
                 "message": message, "ours": ours, "stricter": stricter,
                 "key": key or fingerprint(ring) if ours == "good" else None})


def main():
    make("ed25519", "ed25519")
    make("rsa", "rsa2048")
    make("p256", "nistp256")
    make("p384", "nistp384")
    for who in ["ed25519", "rsa", "p256", "p384"]:
        good = sign(who)
        row(f"{who}: as it should be", who, good, "good")
        if who != "p384":
            row(f"{who}: over a SHA-256", who, sign(who, "--digest-algo=SHA256"), "good")
        row(f"{who}: over a SHA-384", who, sign(who, "--digest-algo=SHA384"), "good")
        row(f"{who}: over another message", who, good, "bad", message="Reject\n")
        row(f"{who}: over the message without its line end", who, good, "bad",
            message=MESSAGE[:-1])
        row(f"{who}: its last bytes changed", who, flipped(good), "bad")
        row(f"{who}: years later", who, good, "good", time=SIGNED + 3000 * DAY)
        row(f"{who}: before the key was made", who, good, "bad", time=MADE - DAY)
        row(f"{who}: of text, whose line ends do not count", who, sign(who, "--textmode"), "bad",
            stricter="text")
        for short in ["SHA1", "SHA224"] if who in ["ed25519", "rsa"] else []:
            row(f"{who}: over a {short}", who, sign(who, f"--digest-algo={short}"),
                "unsupported", stricter="sha1")
        row(f"{who}: valid for a week, within it", who, sign(who, "--default-sig-expire=7d"),
            "good")
        row(f"{who}: valid for a week, after it", who, sign(who, "--default-sig-expire=7d"),
            "bad", time=SIGNED + 8 * DAY)
        row(f"{who}: by another key", "rsa" if who != "rsa" else "ed25519", good, "bad")
        row(f"{who}: cut short", who, "\n".join(good.splitlines()[:-3]) + "\n", "bad")
    both = sign("ed25519+rsa")
    export("ed25519", "rsa")
    rings["two"] = rings.pop("ed25519")
    export("ed25519")
    row("two signatures, both good", "two", both, "bad", stricter="several")
    row("one of two keys", "two", sign("rsa"), "good", key=fingerprint("rsa"))

    make("subkey", "ed25519")
    gpg("--quick-add-key", fingerprint("subkey"), "ed25519", "sign", "never", at=MADE)
    export("subkey")
    row("by a subkey", "subkey", sign("subkey"), "good")

    make("expiring", "ed25519", "60d")
    late = sign("expiring")
    row("a key that expires: before", "expiring", late, "good")
    row("a key that expires: received after", "expiring", late, "bad", time=MADE + 61 * DAY)
    short = rings["expiring"]
    gpg("--quick-set-expire", fingerprint("expiring"), "300d", at=SIGNED)
    export("expiring")
    rings.update({"expiring": short, "expiring-longer": rings["expiring"]})
    row("a key that expires, made to live longer", "expiring-longer", late, "good",
        time=MADE + 61 * DAY, key=fingerprint("expiring"))

    make("revoked", "ed25519")
    before = sign("revoked")
    home = os.environ["GNUPGHOME"]
    with open(f"{home}/openpgp-revocs.d/{fingerprint('revoked')}.rev", encoding="utf-8") as file:
        certificate = file.read().replace(":-----BEGIN", "-----BEGIN")
    gpg("--import", stdin=certificate.encode(), at=SIGNED)
    export("revoked")
    row("a key that revokes itself", "revoked", before, "bad")

    make("dsa", "dsa2048")
    row("DSA", "dsa", sign("dsa", "--digest-algo=SHA256"), "unsupported", stricter="sha1")

    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "keyrings.json"), "w", encoding="utf-8") as file:
        json.dump(rings, file, sort_keys=True, indent=1)
        file.write("\n")
    with open(os.path.join(here, "openpgp.jsonl"), "w", encoding="utf-8") as file:
        for entry in rows:
            file.write(json.dumps(entry, sort_keys=True) + "\n")
    print(len(rows), "signatures")


with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o700)
    os.environ["GNUPGHOME"] = folder
    main()
    subprocess.run(["gpgconf", "--kill", "all"], check=False)
