"""Clients of one server, each doing its one thing again and again until the time is up.

    python3 Benchmarks/clients.py URL TOKEN FOLDER [--seconds 120] [--clients 64]

A quarter of them each push with git, clone with git, upload with curl, and download with curl.
Prints how often each thing was done and how long it took; exits 1 if anything failed.

Bytes go from file to curl and from curl to file: this one process has its own threads to wait for
(the interpreter's lock), and would be measured instead of the server.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import defaultdict

UPLOAD, DOWNLOAD = 1 << 20, 16 << 20


class Failed(Exception):
    """What a client was to do was not done."""


def run(*words: str, data: bytes = b"") -> bytes:
    done = subprocess.run(words, input=data, capture_output=True)
    if done.returncode != 0:
        raise Failed(f"{words[0]} {words[1]}: {done.stderr.decode()[-300:]}")
    return done.stdout


class Artifacts:
    """What curl does of the Git LFS API."""

    def __init__(self, url: str, token: str):
        self.batches = f"{url}/info/lfs/objects/batch"
        self.token = token

    def curl(self, *words: str, data: bytes = b"") -> bytes:
        return run("curl", "-sSf", *words, data=data)

    def action(self, operation: str, oid: str, size: int):
        question = {"operation": operation, "transfers": ["basic"],
                    "objects": [{"oid": oid, "size": size}]}
        answer = self.curl(
            "-H", "Content-Type: application/vnd.git-lfs+json", "-H",
            f"Authorization: Bearer {self.token}", "--data-binary", "@-", self.batches,
            data=json.dumps(question).encode())
        return json.loads(answer)["objects"][0]["actions"][operation]["href"]

    def upload(self, file: str, size: int) -> str:
        data = os.urandom(size)
        with open(file, "wb") as made:
            made.write(data)
        oid = hashlib.sha256(data).hexdigest()
        self.curl("-T", file, self.action("upload", oid, size))
        return oid

    def download(self, oid: str, size: int, file: str):
        self.curl("-o", file, self.action("download", oid, size))
        if run("sha256sum", file).split()[0].decode() != oid:
            raise Failed("curl got other bytes")


def pusher(url: str, place: str, number: int):
    """Pushes one commit after the other to a branch of its own."""
    run("git", "clone", "-q", url, place)

    def push():
        run("git", "-C", place, "commit", "-q", "--allow-empty", "-m", "more")
        run("git", "-C", place, "push", "-q", "origin", f"HEAD:load/{number}")
    return push


def cloner(url: str, place: str):
    def clone():
        run("git", "clone", "-q", url, place)
        shutil.rmtree(place)
    return clone


class Tally:
    """How long everything took, and what failed."""

    def __init__(self):
        self.seconds = defaultdict(list)
        self.failures = defaultdict(list)

    def note(self, name: str, begun: float):
        self.seconds[name].append(time.monotonic() - begun)

    def show(self):
        print(f"{'':10} {'times':>7} {'failed':>7} {'p50':>8} {'p99':>8} {'longest':>8}")
        for name, seconds in self.seconds.items():
            seconds.sort()
            at = [seconds[int((len(seconds) - 1) * part)] for part in (0.5, 0.99, 1)]
            print(f"{name:10} {len(seconds):7} {len(self.failures[name]):7} "
                  + " ".join(f"{value:6.2f} s" for value in at))
        for name, failures in self.failures.items():
            for failure in failures[:3]:
                print(f"{name}: {failure}")


def work(name: str, action, until: float, tally: Tally):
    while time.monotonic() < until:
        begun = time.monotonic()
        try:
            action()
        except Failed as failure:
            tally.failures[name].append(failure)
        tally.note(name, begun)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("token")
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--clients", type=int, default=64)
    given = parser.parse_args()
    os.makedirs(given.folder)
    artifacts = Artifacts(given.url, given.token)
    oid = artifacts.upload(f"{given.folder}/shared", DOWNLOAD)
    roles = []
    for number in range(given.clients):
        place = f"{given.folder}/{number}"
        roles.append([
            lambda place=place, number=number: ("push", pusher(given.url, place, number)),
            lambda place=place: ("clone", cloner(given.url, place)),
            lambda place=place: ("upload", lambda: artifacts.upload(place, UPLOAD)),
            lambda place=place: ("download", lambda: artifacts.download(oid, DOWNLOAD, place)),
        ][number % 4]())
    tally = Tally()
    until = time.monotonic() + given.seconds
    threads = [threading.Thread(target=work, args=(*role, until, tally)) for role in roles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tally.show()
    return 1 if any(tally.failures.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
