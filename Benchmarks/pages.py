"""Asks a Cairn server for its pages as a browser would, one after another over one connection.

    pages.py REGISTRY TOKEN MODELS --requests N

MODELS is a file of models that have a version in production; no model's pages are asked for twice.
Prints, of each kind of page, the median and the 95th percentile in milliseconds, and the largest
answer in kilobytes as it comes over the wire. Exits 1 if one is not answered with 200, or a kind
misses its target.
"""

import argparse
import http.client
import statistics
import sys
import time
from urllib.parse import quote, urlsplit

parser = argparse.ArgumentParser()
parser.add_argument("registry")
parser.add_argument("token")
parser.add_argument("models")
parser.add_argument("--requests", type=int, default=200)
words = parser.parse_args()
promoted = [line.strip() for line in open(words.models)]
url = urlsplit(words.registry)
connection = http.client.HTTPConnection(url.hostname, url.port)
headers = {"Authorization": f"Bearer {words.token}", "Accept": "text/html"}
LIMIT_MS, LIMIT_KB = 100, 100


def ask(path):
    """Milliseconds until the last byte of the page, and how many bytes came."""
    start = time.perf_counter()
    connection.request("GET", url.path + path, None, headers)
    answer = connection.getresponse()
    text = answer.read()
    taken = (time.perf_counter() - start) * 1000
    if answer.status != 200:
        sys.exit(f"{url.path + path}: {answer.status} {text[:300].decode()}")
    return taken, len(text)


def model(index):
    return promoted[index % len(promoted)]


PAGES = [
    ("all models", lambda i: "/"),
    ("search: framework:pytorch is:latest", lambda i: "/?q=" + quote("framework:pytorch is:latest")),
    ("search: a model's versions", lambda i: "/?q=" + quote(f"model:{model(i)}")),
    ("search: metric.auc>0.9", lambda i: "/?q=" + quote("metric.auc>0.9")),
    ("a model", lambda i: f"/models/{model(i)}"),
    ("a version", lambda i: f"/models/{model(i)}/v{i % 10 + 1}"),
    ("two versions compared",
     lambda i: f"/compare?a={model(i)}@v{i % 9 + 1}&b={model(i)}@v{i % 9 + 2}"),
    ("a model's report", lambda i: f"/models/{model(i)}/report"),
    ("a stage", lambda i: "/stages/production"),
    ("a stage on a day", lambda i: f"/stages/production?at=2026-0{i % 9 + 1}-15"),
    ("merge requests", lambda i: "/requests"),
    ("the audit log", lambda i: "/audit"),
    ("the audit log, of a person", lambda i: "/audit?who=trainer@example.com"),
    ("the audit log, of a model", lambda i: f"/audit?model={model(i)}"),
]

print(f"{'milliseconds':<40} {'median':>8} {'p95':>8} {'KB':>8}")
missed = 0
for place, (name, page) in enumerate(PAGES):
    ask(page(place * words.requests))
    taken, sizes = zip(*(ask(page(place * words.requests + i)) for i in range(1, words.requests)))
    p95, size = sorted(taken)[int(len(taken) * 0.95)], max(sizes) / 1000
    verdict = "met" if p95 < LIMIT_MS and size < LIMIT_KB else "MISSED"
    missed |= verdict == "MISSED"
    print(f"{name:<40} {statistics.median(taken):8.1f} {p95:8.1f} {size:8.1f}  {verdict}", flush=True)
sys.exit(missed)
