"""Makes a catalog of any size: models, versions, stages, signed approvals and the audit log.

    python3 Benchmarks/catalog FOLDER --cairn PROGRAM [--models N] [--namespaces N]
                               [--versions N] [--promotions N]

Valid by the registry's own rules: `cairn verify` and `cairn audit verify` accept it, and pushes go
on from it. The same parameters make the same history; only the registry's id and key are new.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time

from auditlog import AuditLog
from gitfiles import write_packed_refs
from mainline import registry_id, seconds_of, write_main
from shape import ADMIN, APPROVERS, AUTHOR, FIRST_SECOND, POOL, VERSIONS_PER_PUSH, Shape
from sshkeys import Key
from stages import Stages

STARTED = time.monotonic()


def say(text: str):
    print(f"{time.monotonic() - STARTED:7.1f} s  {text}", file=sys.stderr, flush=True)


def git(repository: str, *words: str) -> str:
    return subprocess.run(["git", "-C", repository, *words], check=True, capture_output=True,
                          text=True).stdout.strip()


def make_keys(folder: str):
    """The keys of everyone who acts, where the benchmarks find them."""
    os.makedirs(folder, exist_ok=True)
    for person in [ADMIN, AUTHOR, *APPROVERS]:
        path = f"{folder}/{person.split('@')[0]}"
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w",
                  encoding="ascii") as file:
            file.write(Key.of(person).private_file())
        with open(f"{path}.pub", "w", encoding="ascii") as file:
            file.write(f"{Key.of(person).line} {person}\n")


def fill_store(repository: str):
    for data in POOL:
        name = hashlib.sha256(data).hexdigest()
        folder = f"{repository}/lfs/objects/{name[:2]}/{name[2:4]}"
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/{name}", "wb") as file:
            file.write(data)
        os.chmod(f"{folder}/{name}", 0o444)


def make(folder: str, cairn: str, shape: Shape):
    repository = f"{folder}/catalog"
    make_keys(f"{folder}/keys")
    subprocess.run([cairn, "init", repository, "--name", "bench", "--admin", ADMIN, "--key",
                    f"{folder}/keys/admin.pub"], check=True, stdout=subprocess.DEVNULL)
    fill_store(repository)
    history = shape.history()
    first = git(repository, "rev-parse", "main")
    policy, commits = write_main(repository, history)
    say(f"{len(commits)} versions on main")

    root = {name: ("100644", git(repository, "rev-parse", f"main:{name}"))
            for name in (".gitattributes", ".lfsconfig")}
    stages, log = Stages(repository, registry_id(repository), root), AuditLog(repository)
    log.add(ADMIN, [("refs/heads/main", first, policy)], first, FIRST_SECOND)
    commit_of = dict(zip(history, commits))
    pushes, tip = shape.pushes(history), policy
    for index, (push, promotions) in enumerate(zip(pushes, shape.promotions_after(pushes))):
        last = index * VERSIONS_PER_PUSH + len(push) - 1
        seconds, old, tip = seconds_of(last), tip, commits[last]
        log.add(AUTHOR, [("refs/heads/main", old, tip)], old, seconds,
                versions=[(*version, commit_of[version]) for version in push])
        for stage, model, number in promotions:
            steps = stages.promote(stage, model, number, commit_of[model, number], tip, seconds + 1)
            for person, updates, verdicts in steps:
                seconds += 1
                log.add(person, updates, tip, seconds, verdicts=verdicts)
    stages.write()
    say(f"{len(stages.tips)} stages, {len(stages.approvals)} approvals")
    audit = log.finish()
    say("the audit log")
    versions = {f"refs/versions/{model}/v{number}": commit
                for (model, number), commit in commit_of.items()}
    write_packed_refs(repository, {
        "refs/heads/main": tip, "refs/audit/log": audit, **stages.tips, **stages.approvals,
        **versions}, stages.peeled)
    os.remove(f"{repository}/bench-marks")
    for ref in ("refs/heads/main", "logs"):
        path = f"{repository}/{ref}"
        shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
    say(f"{len(versions)} version refs")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder")
    parser.add_argument("--cairn", required=True)
    parser.add_argument("--models", type=int, default=100_000)
    parser.add_argument("--namespaces", type=int, default=1_000)
    parser.add_argument("--versions", type=int, default=10)
    parser.add_argument("--promotions", type=int, default=10_000)
    words = parser.parse_args()
    make(os.path.abspath(words.folder), words.cairn,
         Shape(words.models, words.namespaces, words.versions, words.promotions))


main()
