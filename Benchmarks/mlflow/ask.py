"""Asks a Cairn server and an MLflow server the same questions, by turns, over one connection each.

    ask.py CAIRN TOKEN MLFLOW MODELS --requests N

MODELS is a file of models that have a version in production. Prints the median and the 95th
percentile of each question in milliseconds. A question that is not answered with 200 ends it.
"""

import argparse
import http.client
import statistics
import sys
import time
from urllib.parse import urlencode, urlsplit

parser = argparse.ArgumentParser()
parser.add_argument("cairn")
parser.add_argument("token")
parser.add_argument("mlflow")
parser.add_argument("models")
parser.add_argument("--requests", type=int, default=300)
words = parser.parse_args()
promoted = [line.strip() for line in open(words.models)]


class Server:
    """One connection that stays open."""

    def __init__(self, url, headers):
        parts = urlsplit(url)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port)
        self.path, self.headers = parts.path, headers

    def ask(self, question):
        """Milliseconds until the last byte of the answer."""
        method, path, body = question
        start = time.perf_counter()
        self.connection.request(method, self.path + path, body, self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        taken = (time.perf_counter() - start) * 1000
        if answer.status != 200:
            sys.exit(f"{method} {self.path + path}: {answer.status} {text[:400].decode()}")
        return taken


def cairn(path, **query):
    return "GET", f"/api/v1{path}" + ("?" + urlencode(query) if query else ""), None


def mlflow(path, **query):
    return "GET", f"/api/2.0/mlflow/{path}?" + urlencode(query), None


def search(text):
    return mlflow("model-versions/search", filter=text, max_results=100)


def find(text, order="-updated"):
    return lambda _: cairn("/search", q=text, sort=order)


def named(index):
    """One of MLflow's thousand models of a hundred versions."""
    return f"team-{index % 1000 // 100:04}.model-{index % 100:04}"


def version(index):
    return cairn(f"/models/{promoted[index % len(promoted)]}/versions/v{index % 10 + 1}")


QUESTIONS = [
    ("a version by its number", version,
     lambda i: mlflow("model-versions/get", name=named(i), version=i % 100 + 1)),
    ("  of a model of 20,000 versions", None,
     lambda i: mlflow("model-versions/get", name="large", version=i * 60 % 20000 + 1)),
    ("the newest version",
     lambda i: cairn(f"/models/{promoted[i % len(promoted)]}/versions/latest"), None),
    ("a version by an alias",
     lambda i: cairn(f"/models/{promoted[i % words.requests]}/versions/champion"),
     lambda i: mlflow("registered-models/alias", name=named(i), alias="champion")),
    ("a version by its stage",
     lambda i: cairn(f"/models/{promoted[i % len(promoted)]}/versions/production"), None),
    ("a model", lambda i: cairn(f"/models/{promoted[i % len(promoted)]}"),
     lambda i: mlflow("registered-models/get", name=named(i))),
    ("  a model of 20,000 versions", None,
     lambda i: mlflow("registered-models/get", name="large")),
    ("search: a model's versions",
     lambda i: cairn("/search", q=f"model:{promoted[i % len(promoted)]}"),
     lambda i: search(f"name='{named(i)}'")),
    ("search: everything, the first 100", find(""), lambda i: search("")),
    ("search: framework:pytorch is:latest", find("framework:pytorch is:latest"),
     lambda i: search("tags.framework='pytorch'")),
    ("search: metric.auc>0.9, best first", find("metric.auc>0.9", "-metric.auc"), None),
    ("search: stage:production", find("stage:production"), None),
    ("search: stage:production -risk:high", find("stage:production -risk:high"), None),
    ("search: namespace:… OR namespace:…, by name",
     lambda i: cairn("/search", sort="name", q=f"namespace:team-{i % 100:04} OR "
                     f"namespace:team-{i % 100 + 1:04}"), None),
    ("search: risk:high is:latest, best first", find("risk:high is:latest", "-metric.auc"), None),
    ("search: param.depth>=9 dataset:holdout", find("param.depth>=9 dataset:holdout"), None),
    ("search: updated>2024-08-01 license:…",
     find("updated>2024-08-01 license:apache-2.0"), None),
    ("search: model:team-01* code:00*", find("model:team-01* code:00*"), None),
    ("search: words", find("retrained month 10"), None),
]


def measure(server, question, count):
    if question is None:
        return "", ""
    # While the other was asked, a server may have closed what stood idle.
    server.connection.close()
    server.connection.connect()
    taken = sorted(server.ask(question(i)) for i in range(count))
    return f"{statistics.median(taken):.2f}", f"{taken[int(len(taken) * 0.95)]:.2f}"


ours = Server(words.cairn, {"Authorization": f"Bearer {words.token}"})
theirs = Server(words.mlflow, {})
print(f"{'milliseconds':<44} {'cairn':>8} {'p95':>8}   {'MLflow':>8} {'p95':>8}")
for name, ask_ours, ask_theirs in QUESTIONS:
    for server, ask in ((ours, ask_ours), (theirs, ask_theirs)):
        measure(server, ask, 5)
    row = measure(ours, ask_ours, words.requests) + measure(
        theirs, ask_theirs, max(20, words.requests // 5))
    print(f"{name:<44} {row[0]:>8} {row[1]:>8}   {row[2]:>8} {row[3]:>8}", flush=True)
