"""Many at once: on one model, on many, and everything against everything for a while."""

import random
import re
import subprocess
import threading
import time

from .checks import problems
from .world import World

CROWD = 20
LIMIT = 60
# How a command ends when somebody else was faster.
CONFLICT = 5


def crowd(world, models):
    """Twenty processes register at once; how long it took, and what was wrong."""
    world.restore()
    before, artifacts = world.refs(), world.artifacts()
    started = time.monotonic()
    running = []
    for number in range(CROWD):
        model = models[number % len(models)]
        words = [world.cairn, "-R", world.registry, "register", model,
                 world.file(f"crowd-{number}", 1000), "-m", "x", "--no-detect"]
        running.append(subprocess.Popen(
            words, cwd=world.root, env=world.environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True))
    found = [said for said in (process.communicate()[1] for process in running) if said]
    seconds = time.monotonic() - started
    found += [f"exit {process.returncode}" for process in running if process.returncode]
    if seconds > LIMIT:
        found.append(f"it took {seconds:.0f} s, and {LIMIT} s are allowed")
    return seconds, found + problems(world, before, artifacts)


class Melee:
    """Writers, upkeep and readers at work on one registry, until the time is up."""

    def __init__(self, world, seconds):
        self.world, self.deadline = world, time.monotonic() + seconds
        self.counts, self.wrong = {}, []

    def run(self):
        workers = [self.register, self.promote, self.collect, self.repack, self.read, self.read,
                   self.fetch]
        threads = [threading.Thread(target=self.repeat, args=(worker, number))
                   for number, worker in enumerate(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def repeat(self, worker, number):
        generator = random.Random(number)
        while time.monotonic() < self.deadline and len(self.wrong) < 10:
            try:
                worker(generator)
            except Exception as failure:  # whatever it is, it is a finding
                self.wrong.append(f"{worker.__name__}: {failure}")
            self.counts[worker.__name__] = self.counts.get(worker.__name__, 0) + 1

    def register(self, generator):
        self.world.run(["cairn", "-R", self.world.registry, "register", "a/ready",
                        self.world.file("melee", 1000, generator.randbytes(8)), "-m", "x",
                        "--no-detect"], cwd=self.world.root)

    def promote(self, generator):
        """Staging shows now one version and now another; a registration may be faster."""
        newest = max(int(ref.rsplit("v", 1)[1]) for ref in self.world.refs()
                     if ref.startswith("refs/versions/a/ready/"))
        done = self.world.run(
            ["cairn", "-R", self.world.registry, "promote",
             f"a/ready@v{generator.randint(1, newest)}", "--to", "staging"],
            check=False, cwd=self.world.root)
        if done.returncode not in (0, CONFLICT):
            raise RuntimeError(done.stdout)

    def collect(self, generator):
        self.world.run(["cairn", "-R", self.world.registry, "store", "gc", "--grace", "60s",
                        "--delete"], cwd=self.world.root)

    def repack(self, generator):
        # Not `-ad`, which drops what a push has brought and no ref names yet, once another repack
        # has packed it: see docs/crash-safety.md.
        words = generator.choice([["repack", "-Adq"], ["repack", "-dq", "--geometric=2"],
                                  ["pack-refs", "--all"], ["prune-packed", "-q"],
                                  ["commit-graph", "write", "--reachable"]])
        self.world.run(["git", "-C", self.world.registry, *words])

    def read(self, generator):
        """Versions first, `main` after them: what the first has, the second must have too."""
        git = ["git", "-C", self.world.registry]
        refs = self.world.refs()
        main = self.world.git("rev-parse", "refs/heads/main").strip()
        known = set(self.world.git("rev-list", main).split())
        for ref, commit in refs.items():
            if re.match("refs/versions/", ref) and commit not in known:
                self.wrong.append(f"{ref} is ahead of main")
        self.world.run([*git, "cat-file", "--batch-check", "--batch-all-objects"])
        self.world.run(["cairn", "-R", self.world.registry, "verify"], cwd=self.world.root)

    def fetch(self, generator):
        self.world.run(["git", "-C", self.world.root / "carol", "fetch", "-q", "--tags"], "carol")
        self.world.run(["cairn", "-R", self.world.registry, "fetch", "a/ready@staging", "-o",
                        self.world.root / "fetched"], cwd=self.world.root)


def run(root, cairn, count, seed, _, report, only=None):
    """Crowds on one model and on many, then a melee of `count` seconds."""
    world = World(root, cairn)
    try:
        world.make()
        world.save()
        for models in [["a/ready"], [f"many/m{number}" for number in range(CROWD)]]:
            seconds, found = crowd(world, models)
            report(f"{CROWD} at once on {len(models)}: {seconds:.1f} s")
            yield "crowd", f"on {len(models)}", found
        world.restore()
        before, artifacts = world.refs(), world.artifacts()
        melee = Melee(world, count)
        melee.run()
        report(f"{count} s of melee: {melee.counts}")
        world.run(["cairn", "doctor", "--repair", "-R", world.registry], cwd=world.root)
        yield "melee", f"{count} s", melee.wrong + problems(world, before, artifacts)
    finally:
        world.remove()
