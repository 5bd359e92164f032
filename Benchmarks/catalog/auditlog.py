"""The audit log: one signed commit for each push, with a receipt for everything it brought."""

import subprocess
import time

from gitfiles import FastImport, Pack
from shape import compact
from sshkeys import Key

REF = "refs/bench/audit"


def _stamp(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def _identity(seconds: int) -> str:
    return f"Cairn registry <registry@cairn.invalid> {seconds} +0000"


class AuditLog:
    """Takes pushes in order. Trees are git's own work; the commits are made again, signed."""

    def __init__(self, repository: str):
        self._repository = repository
        self._git = FastImport(repository, f"{repository}/bench-marks")
        self._messages = []
        self._key = Key.read(f"{repository}/cairn/key")

    def add(self, person: str, updates: list, policy: str, seconds: int, versions=(), verdicts=()):
        """One push; `versions` are (model, number, commit), `updates` are (ref, old, new)."""
        number = len(self._messages) + 1
        stated = {"actor": person, "authentication": "claimed", "policy": policy,
                  "received": _stamp(seconds)}
        entry = {**stated, "schema": "cairn.audit/v1", "number": number,
                 "intent": f"bench-{number:016}", "verdicts": list(verdicts),
                 "updates": [dict(zip(("ref", "old", "new"), update)) for update in updates],
                 "versions": [dict(zip(("model", "version", "commit"), version))
                              for version in versions]}
        moved = f"{person} moved {len(updates)} ref{'s' if len(updates) != 1 else ''}\n\n"
        steps = "".join(f"{old[:12]}..{new[:12]} {ref}\n" for ref, old, new in updates)
        self._messages.append((seconds, (
            f"{moved}{steps}\nEntry: {number}\nActor: {person}\nAuthentication: claimed\n"
            f"Received: {_stamp(seconds)}\nPolicy: {policy}\n")))
        self._git.commit(REF, number, _identity(seconds), "entry\n")
        self._git.put("entry.json", compact(entry))
        receipt = compact({**stated, "entry": number})
        for model, version, _ in versions:
            self._git.put(f"versions/{model}/v{version}", receipt)
        for ref, _, new in updates:
            path = _fact(ref, new)
            if path:
                self._git.put(path, receipt)

    def finish(self) -> str:
        """Signs the commits one upon the other; returns the last."""
        self._git.finish()
        git = ["git", "-C", self._repository]
        trees = subprocess.run([*git, "log", "--reverse", "--format=%T", REF], check=True,
                               capture_output=True, text=True).stdout.split()
        pack, parent = Pack(self._repository), None
        for tree, (seconds, message) in zip(trees, self._messages):
            head = f"tree {tree}\n" + (f"parent {parent}\n" if parent else "")
            head += f"author {_identity(seconds)}\ncommitter {_identity(seconds)}\n"
            signature = self._key.sign(f"{head}\n{message}".encode())
            signed = "gpgsig " + signature.rstrip("\n").replace("\n", "\n ") + "\n"
            parent = pack.add("commit", f"{head}{signed}\n{message}".encode())
        pack.write()
        subprocess.run([*git, "-c", "core.hooksPath=/dev/null", "update-ref", "-d", REF],
                       check=True)
        return parent


def _fact(ref: str, oid: str):
    """Where the receipt of a ref's move lies; None for a ref that has none."""
    if ref.startswith("refs/tags/approvals/"):
        return ref.removeprefix("refs/tags/")
    if ref.startswith("refs/heads/promote/"):
        return f"proposals/{ref.removeprefix('refs/heads/promote/')}/{oid}"
    if ref.startswith("refs/heads/stages/"):
        return f"transitions/{ref.removeprefix('refs/heads/stages/')}/{oid}"
    return None
