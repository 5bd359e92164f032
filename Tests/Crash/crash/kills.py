"""Processes killed, and system calls that fail, at points of every operation."""

import os
import random
import signal
import time
from dataclasses import dataclass

from .checks import end_all, problems
from .operations import shares
from .world import World, build_shim

ENDLESS = 1 << 60


@dataclass
class Fault:
    """What goes wrong: `do` is what the shim understands, or `time` for a kill by the clock."""

    do: str
    at: float

    def __str__(self):
        return f"{self.do} at {self.at:.3f} s" if self.do == "time" else f"{self.do} at {self.at}"


class Station:
    """One operation on one world, cut short again and again from the same state."""

    def __init__(self, world, operation, shim):
        self.world, self.operation, self.shim = world, operation, shim
        self.state = world.root.parent / f"{world.root.name}.state"
        self.output = world.root.parent / "output"
        self.ready = f"{world.root}.ready"
        world.restore()
        operation.prepare(world)
        world.save(self.ready)
        self.before, self.artifacts = world.refs(), operation.kept(world)
        started = time.monotonic()
        status, self.calls = self.strike(Fault("kill", ENDLESS))
        self.seconds = time.monotonic() - started
        if status != 0 or not operation.holds(world):
            raise RuntimeError(f"{operation.name} does not work even undisturbed: {self.output.read_text()}")

    def strike(self, fault):
        """Runs the operation into the fault; its exit status, and how many calls were counted."""
        time.sleep(self.operation.wait)
        self.state.write_bytes(bytes(4096))
        point = ENDLESS if fault.do == "time" else fault.at
        process = self.world.start(
            self.operation, self.output, LD_PRELOAD=str(self.shim), CRASH_STATE=str(self.state),
            CRASH_ROOT=str(self.world.root), CRASH_AT=str(point), CRASH_DO=fault.do)
        if fault.do == "time":
            time.sleep(fault.at)
            kill_group(process)
        end_all(process, self.state, 0 if fault.do == "time" else 60)
        return process.returncode, int.from_bytes(self.state.read_bytes()[:8], "little")

    def try_out(self, fault, doctor_first):
        """Everything that is wrong after the fault and what follows it."""
        self.world.restore(self.ready)
        status, _ = self.strike(fault)
        acknowledged = status == 0
        found = []
        if acknowledged and not self.operation.holds(self.world):
            found.append("it was acknowledged, and is not there")
        steps = [self.repair, self.repeat] if doctor_first else [self.repeat, self.repair]
        for step in steps:
            found += step()
        return found + problems(self.world, self.before, self.artifacts)

    def repair(self):
        done = self.world.run(
            ["cairn", "doctor", "--repair", "-R", self.world.registry], check=False,
            cwd=self.world.root)
        self.repaired = [line for line in done.stdout.splitlines() if line.startswith("repaired")]
        return [] if done.returncode == 0 else [f"doctor --repair: {done.stdout}"]

    def repeat(self):
        """The next command must not be blocked: the same once more, or it is done already."""
        done = self.world.run(
            self.operation.words(self.world), self.operation.person,
            self.operation.folder(self.world), check=False)
        if self.operation.holds(self.world) and (
                done.returncode == 0 or is_no_failure(done.stdout)):
            return []
        return [f"run again: {done.stdout}[exit {done.returncode}]"]


def kill_group(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def is_no_failure(text):
    """Whether a command only says that it, or its first run, has done all there was to do."""
    return any(words in text for words in [
        "still lacks something", "Everything up-to-date", "approvals-missing"])


def faults(station, count, generator, kinds):
    """That many faults for one operation, spread over all of its calls and all of its time."""
    for number in range(count):
        kind = kinds[number % len(kinds)]
        if kind == "time":
            yield Fault(kind, generator.uniform(0, station.seconds))
        else:
            yield Fault(kind, generator.randint(1, station.calls))


def run(root, cairn, count, seed, kinds, report, only=None):
    """Cuts every operation short, `count` times in all; yields what was wrong each time."""
    world = World(root, cairn)
    generator = random.Random(seed)
    try:
        shim = build_shim(world.root.parent)
        world.make()
        world.save()
        for operation, share in shares(count, only):
            station = Station(world, operation, shim)
            report(f"{operation.name}: {station.calls} calls, {station.seconds:.2f} s")
            for fault in faults(station, share, generator, kinds):
                found = station.try_out(fault, generator.random() < 0.5)
                yield operation.name, str(fault), found
    finally:
        world.remove()
