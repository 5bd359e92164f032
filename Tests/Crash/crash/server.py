"""A server that is killed, cut off, or out of room in the middle of what real clients do with it."""

import hashlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from typing import Callable

from .checks import problems
from .disks import Mounted
from .line import Line

# Six parts: with four on their way at once, the first has come when two thirds of it have.
LARGE = 48 << 20
# What Mounted's file system has room for beside the registry.
ROOM = 24 << 20


class Served(Mounted):
    """A world with a server for its registry, and somebody who reaches it through a line."""

    SIZE = "512m"

    def make(self):
        super().make()
        self.port = free_port()
        self.line = Line(self.port)
        self.url = f"http://127.0.0.1:{self.line.port}/registry.git"
        token = json.loads(self.run(
            ["cairn", "-R", self.registry, "token", "create", "alice@example.com", "--scope",
             "write", "--format", "json"]).stdout)["token"]
        self.token = token
        helper = f"!f() {{ echo username=any; echo password={token}; }}; f"
        self.run(["git", "config", "--global", "credential.helper", helper])
        self.run(["git", "lfs", "install", "--skip-repo"])
        self.process = None
        self.large = self.root / "large.bin"
        self.large.write_bytes(random.Random(7).randbytes(LARGE))
        self.oid = hashlib.sha256(self.large.read_bytes()).hexdigest()
        self.object = self.registry / "lfs/objects" / self.oid[:2] / self.oid[2:4] / self.oid
        self.serve()
        self.run(["cairn", "clone", self.url, self.root / "http"], cwd=self.root)
        self.stop()

    def serve(self):
        self.log = open(self.root.parent / "server.log", "ab")
        self.process = subprocess.Popen(
            [self.cairn, "serve", self.registry, "--listen", f"127.0.0.1:{self.port}"],
            env=self.environment(), stderr=self.log)
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/-/health").close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the server does not start")

    def stop(self, how=signal.SIGKILL):
        if self.process:
            self.process.send_signal(how)
            self.process.wait()
            self.log.close()
        self.process = None

    def http(self, words):
        """What somebody does in the clone that has the server for its origin."""
        return self.run(words, cwd=self.root / "http", check=False)


@dataclass
class Errand:
    """What a client does: whether it has come about, and which way most of its bytes go."""

    name: str
    way: str
    # How many bytes go before it is struck, at least and at most.
    least: int
    most: int
    prepare: Callable
    words: Callable
    holds: Callable
    # Whether a second try says that it goes on where the first one broke off.
    resumes: bool = False


def held(world):
    return world.object.is_file() and sha256(world.object) == world.oid


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def draft(world):
    """A commit that names the large artifact, and has been pushed to nobody."""
    world.http(["cairn", "add", "a/ready", "../large.bin"])
    world.http(["git", "add", "models"])
    world.http(["git", "commit", "-qm", "Draft"])


def draft_many(world):
    """The same with so many short ones, more in all than there may be room for."""
    (world.root / "many").mkdir()
    for number in range(1200):
        world.file(f"many/{number}", 24000)
    world.http(["cairn", "add", "a/ready", "../many"])
    world.http(["git", "add", "models"])
    world.http(["git", "commit", "-qm", "Draft"])


def held_many(world):
    oids = map(sha256, (world.root / "many").iterdir())
    objects = world.registry / "lfs/objects"
    return all((objects / oid[:2] / oid[2:4] / oid).is_file() for oid in oids)


def register_many(world):
    draft_many(world)
    world.http(["cairn", "upload"])
    world.http(["cairn", "-R", world.url, "register", "a/ready", world.root / "many",
                "--no-detect"])
    shutil.rmtree(world.home / ".cache")
    shutil.rmtree(world.root / "http/.git/lfs")


def fetched_many(world):
    out = world.root / "out/artifacts"
    return all((out / file.name).is_file() and sha256(out / file.name) == sha256(file)
               for file in (world.root / "many").iterdir())


def register(world):
    world.run(["cairn", "-R", world.url, "register", "a/ready", world.large, "--no-detect"])
    shutil.rmtree(world.home / ".cache")


def write_texts(world):
    """A commit of six megabytes that git packs to no less."""
    generator = random.Random(11)
    world.http(["git", "checkout", "-qb", "texts"])
    for number in range(7):
        text = "".join(map(chr, generator.choices(range(33, 127), k=900_000)))
        (world.root / f"http/{number}.txt").write_text(text)
    world.http(["git", "add", "."])
    world.http(["git", "commit", "-qm", "Texts"])


def is_pushed(world):
    head = world.http(["git", "rev-parse", "HEAD"]).stdout.strip()
    return world.refs().get("refs/heads/texts/all") == head


def fetched(world):
    path = world.root / "out/artifacts/large.bin"
    return path.is_file() and sha256(path) == world.oid


def address(world):
    """Where curl may put the artifact."""
    question = {"operation": "upload", "objects": [{"oid": world.oid, "size": LARGE}]}
    request = urllib.request.Request(
        f"http://127.0.0.1:{world.port}/registry.git/info/lfs/objects/batch",
        json.dumps(question).encode(), {
            "Content-Type": "application/vnd.git-lfs+json",
            "Host": f"127.0.0.1:{world.line.port}", "Authorization": f"Bearer {world.token}"})
    with urllib.request.urlopen(request) as answer:
        actions = json.load(answer)["objects"][0].get("actions")
    return actions["upload"]["href"] if actions else f"{world.url}/nowhere"


ERRANDS = [
    Errand("upload in parts", "up", 36 << 20, 46 << 20, draft, lambda world: ["cairn", "upload"],
           held, resumes=True),
    Errand("upload of many", "up", 1 << 20, 27 << 20, draft_many,
           lambda world: ["cairn", "upload"], held_many),
    Errand("download of many", "down", 1 << 20, 27 << 20, register_many,
           lambda world: ["cairn", "-R", world.url, "fetch", "a/ready@latest", "-o",
                          world.root / "out"], fetched_many),
    Errand("push", "up", 1 << 20, 5 << 20, write_texts,
           lambda world: ["git", "push", "origin", "HEAD:texts/all"], is_pushed),
    Errand("download", "down", 12 << 20, 46 << 20, register,
           lambda world: ["cairn", "-R", world.url, "fetch", "a/ready@latest", "-o",
                          world.root / "out"], fetched, resumes=True),
    Errand("upload by curl", "up", 1 << 20, 46 << 20, lambda world: None,
           lambda world: ["curl", "-sSf", "-T", world.large, address(world)], held),
    Errand("git lfs push", "up", 1 << 20, 46 << 20, draft,
           lambda world: ["git", "-c", "lfs.transfer.maxretries=1", "lfs", "push",
                          "--object-id", "origin", world.oid], held),
]

FAULTS = ["killed", "cut", "full"]


def plan(only):
    """Every errand with every fault, each errand once before any comes again."""
    errands = [errand for errand in ERRANDS if errand.name in (only or [])] or ERRANDS
    return [(errand, FAULTS[(turn + number // 3) % len(FAULTS)])
            for turn in range(len(FAULTS)) for number, errand in enumerate(errands)]


def try_errand(world, errand, fault, count):
    """Everything that is wrong after an errand that was struck, and after the second try."""
    world.serve()
    errand.prepare(world)
    before = world.refs()
    artifacts = world.artifacts()
    if fault == "full":
        world.stop(signal.SIGTERM)
        world.mount()
        world.serve()
        world.fill(ROOM if errand.way == "up" and errand.name != "push" else 0)
    else:
        strike = world.stop if fault == "killed" else world.line.cut
        world.line.strike_after(errand.way, count, strike)
    words = errand.words(world)
    first = world.http(words)
    world.line.strike_after(None, 0, None)
    found = verdict(world, errand, words[0], first)
    if fault == "killed":
        world.stop()
        world.serve()
    if fault == "full":
        (world.registry / "filling").unlink()
    second = world.http(errand.words(world)) if first.returncode else first
    if second.returncode or not errand.holds(world):
        found.append(f"once more: {second.stdout}")
    if errand.resumes and fault != "full" and first.returncode and (
            "Resuming" not in second.stdout):
        found.append(f"it does not go on where it was: {second.stdout}")
    world.stop(signal.SIGTERM)
    world.run(["cairn", "doctor", "--repair", "-R", world.registry], cwd=world.root)
    return found + problems(world, before, artifacts)


def verdict(world, errand, program, done):
    """What is wrong with how the first try ended."""
    found = []
    if done.returncode == 0 and not errand.holds(world):
        found.append(f"it was acknowledged, and is not there: {done.stdout}")
    for path in [world.object, world.root / "out/artifacts/large.bin"]:
        if path.is_file() and sha256(path) != world.oid:
            found.append(f"a part can be seen: {path}")
    if done.returncode and program == "cairn" and "Hint:" not in done.stdout:
        found.append(f"it does not say what to do: {done.stdout}")
    return found


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def run(root, cairn, count, seed, _, report, only=None):
    """Each errand struck in each way, at a point by chance."""
    world = Served(root, cairn)
    generator = random.Random(seed)
    errands = [errand for errand in ERRANDS if only and errand.name in only] or ERRANDS
    try:
        world.make()
        world.save()
        errands = plan(only)
        for number in range(count):
            errand, fault = errands[number % len(errands)]
            if fault == "full" and (os.geteuid() != 0 or errand.way == "down"):
                fault = "killed"
            point = generator.randint(errand.least, errand.most)
            world.restore()
            try:
                yield errand.name, f"{fault} after {point} B", try_errand(
                    world, errand, fault, point)
            finally:
                world.stop()
                world.unmount()
    finally:
        world.stop()
        world.remove()
