"""What is cut short: each operation with what must be there for it, and what it must come to."""

import re
from dataclasses import dataclass
from typing import Callable


@dataclass
class Operation:
    """A command that changes a registry or a clone."""

    name: str
    words: Callable
    person: str = "alice"
    # Makes ready what the command works on.
    prepare: Callable = lambda world: None
    # What holds once the command has succeeded, whether at once or when run again.
    holds: Callable = lambda world: True
    # How long to wait before, in seconds: a file's age counts in whole ones.
    wait: float = 0
    # What a power cut may do to it; None for everything that POSIX permits.
    cuts: list = None

    def folder(self, world):
        return world.clone(self.person)

    def kept(self, world):
        """The artifacts that must still be there afterwards."""
        return named(world) if self.name == "gc" else world.artifacts()


def named(world):
    """The artifacts that the history of any ref names."""
    ids = world.git("rev-list", "--objects", "--all", "--filter=object:type=blob",
                    "--filter-provided-objects", "--no-object-names").split()
    found = set()
    for blob in ids:
        text = world.git("cat-file", "blob", blob, check=False)
        if text.startswith("version https://git-lfs"):
            found.add(text.split("oid sha256:")[1].split("\n")[0])
    return found


def registered(model, count):
    """Whether `main` has the version; the index of versions may trail it."""
    def check(world):
        record = world.git("show", f"main:models/{model}/version.yaml", check=False)
        found = re.search(r"^version: (\d+)$", record, re.M)
        return found and int(found[1]) >= count
    return check


def shows(stage, model, version):
    def check(world):
        tree = world.git("show", f"refs/heads/stages/{stage}/{model}:models/{model}/version.yaml",
                         check=False)
        return f"version: {version}\n" in tree
    return check


def committed(world):
    """A commit in alice's clone, ready to be uploaded and pushed."""
    world.run(["cairn", "add", "a/ready", world.file("more", 5000)])
    record = world.root / "alice/models/a/ready/version.yaml"
    record.write_text("schema: cairn.version/v1\nversion: 3\ndescription: By hand\n")
    world.run(["git", "add", record])
    world.run(["git", "commit", "-qm", "a/ready v3"])


def with_garbage(world):
    """Objects that nothing names, put into the store as an upload does."""
    for number in range(4):
        world.run(["cairn", "-R", world.registry, "add", "a/ready",
                   world.file(f"garbage-{number}", 2000)])
    drafts = next((world.home / ".cache/cairn/registries").glob("*.git/lfs/objects"))
    world.run(["cp", "-r", f"{drafts}/.", world.registry / "lfs/objects"])


def cut_short(world):
    """A push that died before it was recorded, and an index that lacks a version."""
    hook = world.registry / "hooks/post-receive"
    text = hook.read_text()
    hook.write_text("#!/bin/sh\nexit 0\n")
    world.run(["cairn", "register", "a/ready", world.file("more", 5000), "-m", "x", "--no-detect"])
    hook.write_text(text)
    world.git("update-ref", "-d", "refs/versions/a/waiting/v2")


def many(world):
    """So many files that they are kept together."""
    (world.root / "many").mkdir()
    for number in range(210):
        world.file(f"many/{number}", 300)


OPERATIONS = [
    Operation("add", lambda w: ["cairn", "add", "a/ready", w.root / "more"],
              prepare=lambda w: w.file("more", 70000)),
    Operation("upload", lambda w: ["cairn", "upload"], prepare=committed),
    Operation("push", lambda w: ["git", "push", "-q", "origin", "HEAD:main"], prepare=committed,
              holds=registered("a/ready", 3)),
    Operation("register",
              lambda w: ["cairn", "register", "a/ready", w.root / "more", "-m", "x",
                         "--no-detect"],
              prepare=lambda w: w.file("more", 70000), holds=registered("a/ready", 3)),
    Operation("register -R",
              lambda w: ["cairn", "-R", w.registry, "register", "a/ready", w.root / "more", "-m",
                         "x", "--no-detect"],
              prepare=lambda w: w.file("more", 70000), holds=registered("a/ready", 3)),
    Operation("register many",
              lambda w: ["cairn", "-R", w.registry, "register", "a/ready", w.root / "many", "-m",
                         "x", "--no-detect"],
              prepare=many, holds=registered("a/ready", 3)),
    Operation("promote", lambda w: ["cairn", "promote", "a/ready@v2", "--to", "staging"],
              holds=shows("staging", "a/ready", 2)),
    Operation("propose", lambda w: ["cairn", "promote", "a/waiting@v1", "--to", "production"],
              prepare=lambda w: w.run(["cairn", "withdraw", "a/waiting", "--stage", "production"]),
              holds=lambda w: "refs/heads/promote/production/a/waiting" in w.refs()),
    Operation("approve",
              lambda w: ["cairn", "approve", "a/waiting", "--stage", "production", "--yes"],
              person="carol", prepare=lambda w: w.run(["git", "fetch", "-q"], "carol"),
              holds=lambda w: any("approvals/production/a/waiting" in ref for ref in w.refs())),
    Operation("complete", lambda w: ["cairn", "promote", "a/ready@v1", "--to", "production"],
              holds=shows("production", "a/ready", 1)),
    Operation("gc", lambda w: ["cairn", "store", "gc", "--grace", "0s", "--delete"],
              prepare=with_garbage, wait=1.1),
    Operation("repair", lambda w: ["cairn", "doctor", "--repair"], prepare=cut_short,
              holds=lambda w: registered("a/ready", 3)(w) and registered("a/waiting", 2)(w)),
    # `git repack -d` does not sync the folder of the new pack before it removes the old ones: it
    # relies on a file system that keeps the order of names, as ext4, XFS and Btrfs do.
    Operation("maintenance", lambda w: ["cairn", "maintenance", "-R", w.registry], cuts=["torn"]),
]


def chosen(only):
    """The operations of these names, or all."""
    return [operation for operation in OPERATIONS if not only or operation.name in only]


def shares(count, only):
    """Each chosen operation, with its part of `count` tries."""
    operations = chosen(only)
    for place, operation in enumerate(operations):
        yield operation, count * (place + 1) // len(operations) - count * place // len(operations)
