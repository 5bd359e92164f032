#!/usr/bin/env python3
"""Writes botocore-vectors.json: what botocore signs for S3, at a fixed time.

Run by hand when a case is added: python3 botocore-vectors.py >botocore-vectors.json
Made with botocore 1.43.11.
"""
import datetime
import json
import re
import sys
from unittest import mock
from urllib.parse import quote

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

NOW = datetime.datetime(2026, 11, 20, 14, 3, 11)
TOKEN = "IQoJb3JpZ2luX2VjEPT//////////wEaCXVzLWVhc3QtMSJ/+=="
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
CASES = [
    ("path style", "GET", "127.0.0.1:7480", "/models/pre fix/ab/cd", [], [], None, EMPTY),
    ("virtual host", "HEAD", "models.s3.eu-central-1.amazonaws.com", "/ab/cd", [], [], None, EMPTY),
    ("range", "GET", "s3.example.com", "/b/k", [], [["range", "bytes=5-9"]], None, EMPTY),
    ("unsigned payload", "PUT", "s3.example.com", "/b/k", [["partNumber", "7"], ["uploadId", "2~a/b+c="]],
     [["content-md5", "XUFAKrxLKna5cZ2REBfFkg=="]], None, "UNSIGNED-PAYLOAD"),
    ("signed payload", "PUT", "s3.example.com", "/b/k", [], [["if-none-match", "*"]], None,
     "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
    ("session token", "GET", "s3.example.com", "/b/", [["list-type", "2"], ["prefix", "pre/fix"], ["continuation-token", "1/a=="]],
     [], TOKEN, EMPTY),
    ("uploads", "GET", "s3.example.com", "/b/", [["uploads", ""], ["prefix", "äö ü/~"]], [], None, EMPTY),
    ("dots and slashes", "GET", "s3.example.com", "/b/a//b/./c/../d", [], [], None, EMPTY),
    ("reserved characters", "GET", "s3.example.com", "/b/a+b&c=d@e:f,g;h!i*j(k)'l%41", [], [], None, EMPTY),
]


def sign(case, auth, secret="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"):
    _, method, host, path, query, headers, token, payload = case
    target = quote(path, safe="/~")
    if query:
        target += "?" + "&".join(f"{quote(k, safe='~')}={quote(v, safe='~')}" for k, v in query)
    request = AWSRequest(method, f"https://{host}{target}", headers=dict(headers))
    request.context["payload_signing_enabled"] = payload != "UNSIGNED-PAYLOAD"
    signer = auth(Credentials("AKIDEXAMPLE", secret, token), "s3", "eu-central-1")
    with mock.patch.object(type(signer), "payload", lambda self, _: payload):
        signer.add_auth(request)
    found = re.search("Signature=([0-9a-f]{64})", request.headers.get("Authorization", "") + request.url)
    return found.group(1)


class Query(botocore.auth.S3SigV4QueryAuth):
    def __init__(self, *args):
        super().__init__(*args, expires=900)


vectors = []
with mock.patch("botocore.auth.get_current_datetime", lambda: NOW):
    for case in CASES:
        presigned = [*case[:7], "UNSIGNED-PAYLOAD"]
        names = ["name", "method", "host", "path", "query", "headers", "token", "payload"]
        vectors.append(dict(zip(names, case), header_signature=sign(case, botocore.auth.S3SigV4Auth),
                            query_signature=sign(presigned, Query)))
json.dump(vectors, sys.stdout, indent=1, ensure_ascii=False)
print()
