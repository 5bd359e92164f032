"""What must hold after a crash, once the next command or `cairn doctor --repair` has run."""

import json
import os
import re
import signal
import time
from pathlib import Path

PROOFS = [
    ["cairn", "store", "verify"],
    ["cairn", "audit", "verify"],
    ["cairn", "verify", "--bytes"],
    ["cairn", "doctor"],
]


def problems(world, before, artifacts):
    """Everything that is wrong, in sentences; none is what we want.

    `before` are the refs that had been acknowledged, `artifacts` the objects in the store.
    """
    found = []
    fsck = world.run(["git", "-C", world.registry, "fsck", "--strict", "--no-dangling"],
                     check=False)
    if fsck.returncode != 0 or re.search(r"^(error|fatal|missing|broken)", fsck.stdout, re.M):
        found.append(f"git fsck --strict: {fsck.stdout}")
    for words in PROOFS:
        done = world.run(words + ["-R", world.registry], check=False, cwd=world.root)
        if done.returncode != 0:
            found.append(f"{' '.join(words)}: {done.stdout}")
    found += lost_refs(world, before)
    found += [f"the artifact {name} is gone" for name in artifacts - world.artifacts()]
    found += disordered_log(world)
    found += wrong_index(world)
    found += [f"left behind: {path}" for path in leftovers(world)]
    return found


def lost_refs(world, before):
    """Refs that were acknowledged and are gone, or have gone back."""
    now = world.refs()
    lost = []
    for ref, old in before.items():
        new = now.get(ref)
        if ref.startswith("refs/heads/promote/") and new is None:
            continue  # completed
        is_log = (ref in ("refs/heads/main", "refs/audit/log") or "/stages/" in ref
                  or re.fullmatch(r"refs/merge-requests/\d+/meta", ref))
        may_move = re.fullmatch(r"refs/merge-requests/\d+/head|refs/sequences/.*", ref)
        if new == old or new and may_move:
            continue
        if new and is_log and world.run(
                ["git", "-C", world.registry, "merge-base", "--is-ancestor", old, new],
                check=False).returncode == 0:
            continue
        lost.append(f"{ref} was {old} and is {new}")
    return lost


def wrong_index(world):
    """Version refs that are missing, skip a number, or lead `main`."""
    numbers = {}
    wrong = []
    main = set(world.git("rev-list", "main").split())
    for ref, commit in world.refs().items():
        match = re.fullmatch(r"refs/versions/(.+)/v(\d+)", ref)
        if not match:
            continue
        numbers.setdefault(match[1], set()).add(int(match[2]))
        if commit not in main:
            wrong.append(f"{ref} is ahead of main")
    for model, found in numbers.items():
        record = world.git("show", f"main:models/{model}/version.yaml")
        newest = int(re.search(r"^version: (\d+)$", record, re.M)[1])
        if found != set(range(1, newest + 1)):
            wrong.append(f"{model} has the versions {sorted(found)}, and main has v{newest}")
    return wrong


def disordered_log(world):
    """Moves of `main` and of stages that the audit log has twice, lacks, or has out of order."""
    done = world.run(["cairn", "audit", "log", "-R", world.registry, "--format", "json"],
                     check=False, cwd=world.root)
    if done.returncode != 0:
        return [f"cairn audit log: {done.stdout}"]
    last, wrong = {}, []
    for update in moves(json.loads(done.stdout)):
        ref = update["ref"]
        if ref != "refs/heads/main" and not ref.startswith("refs/heads/stages/"):
            continue
        if ref in last and last[ref] != update["old"]:
            wrong.append(f"the audit log moves {ref} from {update['old']}, after {last[ref]}")
        last[ref] = update["new"]
    refs = world.refs()
    return wrong + [f"{ref} is {refs.get(ref)}, and the audit log ends at {new}"
                    for ref, new in last.items() if refs.get(ref) != new]


def moves(log):
    """Every update in the log, oldest first."""
    entries = log if isinstance(log, list) else log.get("entries", [])
    entries = [entry.get("entry", entry) for entry in entries]
    for entry in sorted(entries, key=lambda entry: entry["number"]):
        yield from entry["updates"]


def leftovers(world):
    """Locks and temporary files in the registry."""
    for folder, folders, files in os.walk(world.registry):
        inside = os.path.relpath(folder, world.registry)
        for name in files + [name for name in folders if name.startswith("tmp_objdir-")]:
            is_lock = name.endswith(".lock") and not inside.startswith("lfs")
            is_part = name.startswith((".cairn-", "tmp_", "gone-", ".tmp-"))
            if is_lock or is_part or inside == "cairn/journal":
                yield f"{inside}/{name}"


def end_all(process, state, patience):
    """Waits until the run and whatever it has started are gone, and in the end kills them."""
    deadline = time.monotonic() + patience
    while alive := [pid for pid in running(state)]:
        if time.monotonic() > deadline:
            for pid in alive:
                kill(pid)
        time.sleep(0.005)
    process.wait()


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def running(state):
    """The processes whose environment names this state file."""
    needle = f"CRASH_STATE={state}".encode()
    for path in Path("/proc").iterdir():
        if not path.name.isdigit():
            continue
        try:
            if needle in (path / "environ").read_bytes().split(b"\0"):
                yield int(path.name)
        except OSError:
            continue
