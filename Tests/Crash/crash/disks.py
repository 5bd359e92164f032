"""Disks that are full or read-only: small file systems in memory, which take root to mount."""

import os
import shutil
import subprocess

from .checks import problems
from .operations import chosen
from .world import World, copy

class Mounted(World):
    """A world whose registry lies on a file system of its own."""

    # Room for the registry's folder and not much more.
    SIZE = "8m"

    def mount(self):
        saved = f"{self.root}.registry"
        shutil.rmtree(saved, ignore_errors=True)
        copy(self.registry, saved)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.SIZE}", "cairn", self.registry],
                       check=True)
        subprocess.run(["cp", "-a", f"{saved}/.", self.registry], check=True)

    def unmount(self):
        if os.path.ismount(self.registry):
            subprocess.run(["umount", self.registry], check=True)

    def fill(self, left):
        """Leaves that many bytes free, and no more."""
        status = os.statvfs(self.registry)
        with open(self.registry / "filling", "wb") as file:
            file.write(bytes(max(0, status.f_bavail * status.f_bsize - left)))

    def remount(self, mode):
        subprocess.run(["mount", "-o", f"remount,{mode}", self.registry], check=True)


def try_full(world, operation, left):
    """The operation on a disk with so much room; then with room enough."""
    before, artifacts = world.refs(), operation.kept(world)
    world.fill(left)
    first = world.run(operation.words(world), operation.person, operation.folder(world),
                      check=False)
    found = []
    if first.returncode == 0 and not operation.holds(world):
        found.append("it was acknowledged, and is not there")
    if first.returncode and "Hint:" not in first.stdout and operation.name != "push":
        found.append(f"it does not say what to do: {first.stdout}")
    (world.registry / "filling").unlink()
    return found + once_more(world, operation) + problems(world, before, artifacts)


def try_read_only(world, operation):
    """The operation on a disk that takes nothing, on which reading goes on as ever."""
    before, artifacts = world.refs(), operation.kept(world)
    world.remount("ro")
    first = world.run(operation.words(world), operation.person, operation.folder(world),
                      check=False)
    found = []
    if first.returncode == 0 and not operation.holds(world):
        found.append("it was acknowledged, and is not there")
    for words in [["list"], ["show", "a/ready"], ["verify", "--bytes"], ["store", "verify"],
                  ["fetch", "a/ready@v1", "-o", world.root / "out"]]:
        done = world.run(["cairn", "-R", world.registry, *words], check=False, cwd=world.root)
        if done.returncode:
            found.append(f"{words[0]} on a read-only disk: {done.stdout}")
    world.remount("rw")
    return found + once_more(world, operation) + problems(world, before, artifacts)


def once_more(world, operation):
    done = world.run(operation.words(world), operation.person, operation.folder(world),
                     check=False)
    world.run(["cairn", "doctor", "--repair", "-R", world.registry], cwd=world.root)
    return [] if operation.holds(world) else [f"with room again: {done.stdout}"]


def run(root, cairn, count, seed, _, report, only=None):
    """Each operation on disks with less and less room, and on a read-only one."""
    if os.geteuid() != 0:
        report("skipped: only root may mount file systems")
        return
    world = Mounted(root, cairn)
    try:
        world.make()
        world.save()
        operations = chosen(only)
        for number in range(count):
            operation = operations[number % len(operations)]
            left = [None, 0, 8 << 10, 32 << 10, 128 << 10][number // len(operations) % 5]
            world.restore()
            operation.prepare(world)
            world.mount()
            try:
                if left is None:
                    yield operation.name, "read-only", try_read_only(world, operation)
                else:
                    yield (operation.name, f"{left} bytes left",
                           try_full(world, operation, left))
            finally:
                world.unmount()
                shutil.rmtree(f"{root}.registry", ignore_errors=True)
    finally:
        world.unmount()
        world.remove()
