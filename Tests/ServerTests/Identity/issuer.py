"""An issuer of OpenID Connect tokens on a port of loopback; keys and signatures are openssl's.

Usage: issuer.py <folder> <process>: writes its address to <folder>/url, and ends with the process.
The first word of a path chooses how well it behaves; each is an issuer of its own.
"""
import base64
import http.server
import json
import os
import subprocess
import sys
import threading
import time

folder, parent = sys.argv[1], int(sys.argv[2])
asked = {}


def openssl(*words, text=b""):
    return subprocess.run(["openssl", *words], input=text, check=True, capture_output=True).stdout


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def key(name):
    return f"{folder}/{name}.pem"


def make_keys():
    for name, bits in [("rsa", 2048), ("stranger", 2048), ("small", 1024), ("next", 2048)]:
        openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{bits}",
                "-out", key(name))
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-out", key("ec"))


def public(name):
    if name == "ec":
        point = openssl("pkey", "-in", key(name), "-pubout", "-outform", "DER")[-64:]
        return {"kty": "EC", "crv": "P-256", "kid": name, "use": "sig",
                "x": encode(point[:32]), "y": encode(point[32:])}
    modulus = openssl("rsa", "-in", key(name), "-noout", "-modulus").decode().split("=")[1]
    return {"kty": "RSA", "kid": name, "alg": "RS256", "e": "AQAB",
            "n": encode(bytes.fromhex(modulus.strip()))}


def key_set(*names):
    return json.dumps({"keys": [public(name) for name in names]}).encode()


def sign(name, text):
    if name == "none":
        return b""
    if name == "hmac":
        secret = openssl("pkey", "-in", key("rsa"), "-pubout")
        return openssl("dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{secret.hex()}",
                       "-binary", text=text)
    signature = openssl("dgst", "-sha256", "-sign", key(name), text=text)
    if name != "ec":
        return signature
    first = signature[4:4 + signature[3]]
    second = signature[6 + signature[3]:]
    return b"".join(part.lstrip(b"\0").rjust(32, b"\0") for part in (first, second))


def mint(wish):
    """A token: `header`, `claims` and `key` as wished; times in `claims` count from now."""
    now = int(time.time())
    name = wish.get("key", "rsa")
    header = {"alg": "ES256" if name == "ec" else "RS256", "typ": "JWT", "kid": name}
    header.update(wish.get("header", {}))
    claims = {"iss": url("good"), "sub": "project_path:fraud/training:ref_type:branch:ref:main",
              "aud": "https://models.example.com", "project_path": "fraud/training",
              "ref": "main", "ref_protected": "true", "iat": now, "nbf": now, "exp": now + 300}
    for claim, value in wish.get("claims", {}).items():
        claims[claim] = now + value if claim in ("iat", "nbf", "exp") and \
            isinstance(value, int) else value
    if "from" in wish:
        claims["iss"] = url(wish["from"])
    for claim in wish.get("without", []):
        claims.pop(claim, None)
        header.pop(claim, None)
    header_text, claims_text = json.dumps(header), json.dumps(claims)
    if "twice" in wish:
        claims_text = claims_text[:-1] + ", " + json.dumps(wish["twice"])[1:]
    if "header_twice" in wish:
        header_text = header_text[:-1] + ", " + json.dumps(wish["header_twice"])[1:]
    signed = encode(header_text.encode()) + "." + encode(claims_text.encode())
    return (signed + "." + encode(sign(name, signed.encode()))).encode()


def url(name):
    return f"http://127.0.0.1:{server.server_port}/{name}"


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        wish = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer(mint(wish))

    def do_GET(self):
        name, _, rest = self.path[1:].partition("/")
        if name == "asked":
            return self.answer(str(asked.get(rest, 0)).encode())
        asked[name] = asked.get(name, 0) + 1
        if name == "silent":
            time.sleep(60)
        if name == "broken":
            return self.send_error(500)
        if name == "endless":
            return self.trickle()
        if rest == "keys":
            return self.answer(self.keys(name))
        place = {"elsewhere": "http://keys.example.com/keys"}.get(name, url(name) + "/keys")
        issuer = url("good") if name == "poser" else url(name)
        self.answer(json.dumps({"issuer": issuer, "jwks_uri": place}).encode())

    def keys(self, name):
        if name == "rotating" and asked[name] <= 2:
            return key_set("rsa")
        if name == "rotating":
            return key_set("rsa", "next")
        if name == "huge":
            return b'{"keys": [' + b" " * (1 << 20) + b"]}"
        return key_set("rsa", "ec", "small")

    def trickle(self):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b" ")
                time.sleep(0.1)
        except OSError:
            pass

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


def watch():
    while os.path.exists(f"/proc/{parent}") and os.path.exists(folder):
        time.sleep(1)
    os._exit(0)


threading.Thread(target=watch, daemon=True).start()
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
make_keys()
with open(f"{folder}/url.new", "w") as file:
    file.write(f"http://127.0.0.1:{server.server_port}")
with open(f"{folder}/keys.json", "wb") as file:
    file.write(key_set("rsa"))
os.rename(f"{folder}/url.new", f"{folder}/url")
server.serve_forever()
