"""Power cuts: every call of an operation is written down, and replayed up to a point.

What survives is only what was synced by then: the bytes of a file at its last fsync, the names in a
folder at the folder's, and all there is at a syncfs. Anything later may be there or not, and each cut chooses:

bare    nothing that was not synced is there
torn    every name is there, but of the bytes only what was synced
random  any of the names, and any part of the bytes

A registry stands all of them, on whatever file system POSIX permits. Clones and caches are git's own
and can be made anew; they get `torn`, as file systems do it that keep the order of names.
"""

import os
import random
import shutil
import time
from dataclasses import dataclass, field

from .checks import end_all, problems
from .kills import Station
from .operations import shares
from .world import Failed, World, build_shim

POLICIES = ["bare", "torn", "random"]


@dataclass
class Node:
    """A file or folder, as programs see it and as the disk has it."""

    mode: int
    # A file's bytes, or a folder's names.
    now: object
    safe: object = field(default=None)

    @property
    def is_folder(self):
        return isinstance(self.now, dict)

    def sync(self):
        self.safe = dict(self.now) if self.is_folder else self.now

    def sync_all(self):
        self.sync()
        for child in self.now.values() if self.is_folder else []:
            child.sync_all()


def read(path):
    """Everything below a path, all of it long on the disk."""
    mode = os.stat(path).st_mode & 0o7777
    if not os.path.isdir(path):
        with open(path, "rb") as file:
            bytes = file.read()
        return Node(mode, bytes, bytes)
    names = {name: read(f"{path}/{name}") for name in os.listdir(path)}
    return Node(mode, names, dict(names))


class Disk:
    """A disk below `root` that has every event applied in turn."""

    def __init__(self, root):
        self.root = str(root)
        self.tree = read(root)

    def find(self, path):
        """The folder that holds `path`, and its name there; None where there is no such folder."""
        relative = os.path.relpath(os.path.normpath(path), self.root)
        if relative.startswith(".."):
            return None, ""
        node, parts = self.tree, [] if relative == "." else relative.split("/")
        for part in parts[:-1]:
            node = node.now.get(part) if node and node.is_folder else None
        return node, parts[-1] if parts else ""

    def node(self, path):
        folder, name = self.find(path)
        if not name:
            return folder
        return folder.now.get(name) if folder and folder.is_folder else None

    def apply(self, kind, mode, path, other, contents):
        if kind == "syncfs":
            return self.tree.sync_all()
        folder, name = self.find(path)
        if folder is None or not folder.is_folder:
            return
        node = self.node(path)
        if kind == "create":
            folder.now[name] = Node(mode, b"", b"")
        elif kind == "mkdir":
            folder.now[name] = Node(mode, {}, {})
        elif kind in ("unlink", "rmdir"):
            folder.now.pop(name, None)
        elif kind in ("rename", "link"):
            source, old = self.find(other) if other else (None, "")
            moved = source.now.get(old) if source else Node(mode, contents or b"", b"")
            if kind == "rename" and source:
                source.now.pop(old, None)
            if moved:
                folder.now[name] = node = moved
        if node is None:
            return
        if kind == "chmod":
            node.mode = mode
        if contents is not None and not node.is_folder:
            node.now = contents
        if kind == "fsync":
            node.sync()

    def write(self, policy, generator):
        """Makes the folder what the disk has after a cut."""
        shutil.rmtree(self.root)
        os.mkdir(self.root)
        for name, child in self.tree.now.items():
            lay(child, f"{self.root}/{name}", policy if name == "registry" else "torn", generator)


def lay(node, path, policy, generator):
    """Writes what is left of one node; everything is old by the time power is back."""
    if node.is_folder:
        os.mkdir(path)
        for name, child in chosen(node, policy, generator).items():
            lay(child, f"{path}/{name}", policy, generator)
    else:
        with open(path, "wb") as file:
            file.write(left_of(node, policy, generator))
    os.chmod(path, node.mode)
    os.utime(path, (time.time() - 60, time.time() - 60))


def chosen(node, policy, generator):
    """The names of a folder that are there."""
    if policy != "random":
        return node.safe if policy == "bare" else node.now
    names = {}
    for name in node.safe.keys() | node.now.keys():
        child = generator.choice([node.safe.get(name), node.now.get(name)])
        if child:
            names[name] = child
    return names


def left_of(node, policy, generator):
    """The bytes of a file that are there."""
    if policy != "random" or node.safe == node.now:
        return node.safe
    return generator.choice([node.safe, node.now, node.now[:generator.randint(0, len(node.now))]])


class Recording(Station):
    """One operation with all it did to the disk."""

    def __init__(self, world, operation, shim):
        super().__init__(world, operation, shim)
        self.trace = world.root.parent / "trace"
        shutil.rmtree(self.trace, ignore_errors=True)
        self.trace.mkdir()
        (self.trace / "events").touch()
        world.restore(self.ready)
        time.sleep(operation.wait)
        self.state.write_bytes(bytes(4096))
        process = world.start(
            operation, self.output, LD_PRELOAD=str(shim), CRASH_STATE=str(self.state),
            CRASH_ROOT=str(world.root), CRASH_TRACE=str(self.trace))
        end_all(process, self.state, 120)
        self.events = sorted(map(self.parse, (self.trace / "events").read_text().splitlines()))
        self.unseen = self.differences()

    def parse(self, line):
        number, kind, _, mode, path, other = line.split("\t")
        return int(number), kind, int(mode, 8), path, other

    def contents(self, number):
        path = self.trace / str(number)
        return path.read_bytes() if path.exists() else None

    def disk(self, count):
        """The disk after that many events."""
        self.world.restore(self.ready)
        disk = Disk(self.world.root)
        for number, kind, mode, path, other in self.events[:count]:
            disk.apply(kind, mode, path, other, self.contents(number))
        return disk

    def differences(self):
        """What the recording has missed: files that are otherwise than it says."""
        real = flat(read(self.world.root))
        told = flat(self.disk(len(self.events)).tree)
        return sorted(path for path in real.keys() | told.keys()
                      if real.get(path) != told.get(path))

    def cut(self, count, policy, generator):
        """Everything that is wrong after power went at that point and came back."""
        self.disk(count).write(policy, generator)
        found = self.repair()
        if count == len(self.events) and not self.operation.holds(self.world):
            found.append("it was acknowledged, and is not there")
        found += self.repeat()
        return found + problems(self.world, self.before, self.artifacts)


def flat(node, path=""):
    """The bytes of every file, by path."""
    if not node.is_folder:
        return {path: node.now}
    return {inner: bytes for name, child in node.now.items()
            for inner, bytes in flat(child, f"{path}/{name}").items()}


def run(root, cairn, count, seed, policies, report, only=None):
    """Cuts the power at `count` points of all operations; yields what was wrong each time."""
    world = World(root, cairn)
    generator = random.Random(seed)
    try:
        shim = build_shim(world.root.parent)
        world.make()
        world.save()
        for operation, share in shares(count, only):
            recording = Recording(world, operation, shim)
            report(f"{operation.name}: {len(recording.events)} events"
                   + (f", not seen: {recording.unseen}" if recording.unseen else ""))
            kinds = operation.cuts or policies
            for number in range(share):
                policy = kinds[number % len(kinds)]
                # The end is the point that matters most: there the operation is acknowledged.
                point = len(recording.events) if number < len(kinds) \
                    else generator.randint(0, len(recording.events))
                try:
                    found = recording.cut(point, policy, generator)
                except Failed as failure:
                    found = [str(failure)]
                yield operation.name, f"{policy} after {point}", found
    finally:
        world.remove()
