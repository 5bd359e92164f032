"""`main`: the policy, then one commit for each version."""

import subprocess

from gitfiles import FastImport
from shape import (ADMIN, APPROVERS, AUTHOR, FIRST_SECOND, POOL, SECONDS_PER_VERSION, STAGES,
                   identity, model_manifest, pointer, pool_index, version_manifest)
from sshkeys import Key

POLICY_MARK, FIRST_VERSION_MARK = 900, 1000


def seconds_of(index: int) -> int:
    """When the version at this place of `main` was committed."""
    return FIRST_SECOND + SECONDS_PER_VERSION * (index + 1)


def policy(registry: str) -> str:
    """The policy for the registry with this id: every stage wants signed approvals."""
    stages = "".join(
        f"  - name: {name}\n" + (f"    after: {before}\n" if before else "")
        + f"    approvals: [{{count: {count}, from: group:leads}}]\n"
        for (name, count), before in zip(STAGES.items(), [None, *STAGES]))
    return (f"schema: cairn.registry/v1\nregistry: bench\nid: {registry}\n"
            f"groups:\n  trainers: [{AUTHOR}]\n  leads: [{', '.join(APPROVERS)}]\n"
            f"access:\n  - {{who: \"*\", role: reader}}\n"
            f"  - {{who: group:trainers, role: contributor}}\n"
            f"  - {{who: group:leads, role: maintainer}}\n"
            f"  - {{who: {ADMIN}, role: admin}}\nstages:\n{stages}")


def registry_id(repository: str) -> str:
    text = subprocess.run(["git", "-C", repository, "show", "main:registry.yaml"], check=True,
                          capture_output=True, text=True).stdout
    return next(line.split()[1] for line in text.splitlines() if line.startswith("id:"))


def write_main(repository: str, history: list) -> tuple:
    """Writes `main` on the first commit of `cairn init`; returns the commit of the policy, and the
    commits of the versions in order."""
    git = FastImport(repository, f"{repository}/bench-marks")
    for index in range(len(POOL)):
        git.blob(index + 1, pointer(index))
    git.commit("refs/heads/main", POLICY_MARK, identity(ADMIN, FIRST_SECOND), "Set the policy\n",
               parent="refs/heads/main^0")
    git.put("registry.yaml", policy(registry_id(repository)).encode())
    git.put("allowed_signers", "".join(
        f"{person} namespaces=\"git\" {Key.of(person).line}\n"
        for person in [ADMIN, AUTHOR, *APPROVERS]).encode())
    for index, (model, number) in enumerate(history):
        git.commit("refs/heads/main", FIRST_VERSION_MARK + index,
                   identity(AUTHOR, seconds_of(index)), f"Register {model} v{number}\n")
        if number == 1:
            git.put(f"models/{model}/model.yaml", model_manifest(model))
        git.put(f"models/{model}/version.yaml", version_manifest(model, number))
        git.put_mark(f"models/{model}/artifacts/model.bin", pool_index(model, number) + 1)
    marks = git.finish()
    return marks[POLICY_MARK], [marks[FIRST_VERSION_MARK + index]
                                for index in range(len(history))]
