"""Stages: transitions, the proposals they were, and the signed approvals on them."""

from gitfiles import ZERO, Pack, object_id, tree
from shape import (APPROVERS, AUTHOR, STAGES, identity, model_manifest, pointer, pool_index,
                   version_digest, version_manifest)
from sshkeys import Key


class Stages:
    """Writes promotions one after another, and says how each came about, push by push."""

    def __init__(self, repository: str, registry: str, root_files: dict):
        self._pack = Pack(repository)
        self._registry = registry
        self._root_files = root_files
        self._keys = {person: Key.of(person) for person in APPROVERS}
        self._shown = {}
        self.tips = {}
        self.approvals = {}
        self.peeled = {}
        cairn = "cairn <cairn@invalid> 1577836800 +0000"
        self._open = self._commit(root_files, [], cairn, "Open a stage of Cairn\n")

    def promote(self, stage: str, model: str, number: int, version: str, policy: str,
                seconds: int) -> list:
        """The pushes that promote a version: (person, updates, verdict), in order."""
        ref, proposal_ref = f"refs/heads/stages/{stage}/{model}", f"refs/heads/promote/{stage}/{model}"
        base = self.tips.get(ref, self._open)
        proposal = self._transition(stage, model, number, version, base, policy, seconds)
        opening = [] if ref in self.tips else [(ref, ZERO, self._open)]
        pushes = [(AUTHOR, [(proposal_ref, ZERO, proposal), *opening],
                   self._verdict(proposal_ref, proposal, number, []))]
        counted = APPROVERS[:STAGES[stage]]
        for person in counted:
            name = f"approvals/{stage}/{model}/{proposal}/{person}/1"
            tag = self._approval(name, stage, model, number, proposal, base, person, seconds)
            self.approvals[f"refs/tags/{name}"] = tag
            self.peeled[tag] = proposal
            pushes.append((person, [(f"refs/tags/{name}", ZERO, tag)], []))
        pushes.append((AUTHOR, [(ref, base, proposal)],
                       self._verdict(ref, proposal, number, counted)))
        self.tips[ref], self._shown[ref] = proposal, number
        return pushes

    def write(self):
        self._pack.write()

    def _verdict(self, ref: str, proposal: str, number: int, approvers: list) -> list:
        return [{"ref": ref, "transition": proposal, "kind": "promote", "version": number,
                 "approvers": approvers, "notes": []}]

    def _transition(self, stage, model, number, version, base, policy, seconds) -> str:
        namespace, name = model.split("/")
        shown = self._shown.get(f"refs/heads/stages/{stage}/{model}")
        models = {namespace: ("40000", self._pack.add_tree({name: ("40000", self._folder(
            model, number))}))}
        tree = {**self._root_files, "models": ("40000", self._pack.add_tree(models))}
        return self._commit(
            tree, [base], identity(AUTHOR, seconds),
            f"Promote {model} v{number} to {stage}\n\nModel: {model}\nVersion: {number}\n"
            f"Version-Commit: {version}\nVersion-Digest: sha256:{version_digest(model, number)}\n"
            f"Stage: {stage}\nFrom: {f'v{shown}' if shown else 'nothing'}\nPolicy: {policy}\n")

    @staticmethod
    def _folder(model: str, number: int) -> str:
        """The folder as `main` has it: only its name is needed, the objects are there."""
        artifacts = tree({"model.bin": (
            "100644", object_id("blob", pointer(pool_index(model, number))))})
        return object_id("tree", tree({
            "artifacts": ("40000", object_id("tree", artifacts)),
            "model.yaml": ("100644", object_id("blob", model_manifest(model))),
            "version.yaml": ("100644", object_id("blob", version_manifest(model, number)))}))

    def _commit(self, tree: dict, parents: list, who: str, message: str) -> str:
        lines = [f"tree {self._pack.add_tree(tree)}", *(f"parent {oid}" for oid in parents),
                 f"author {who}", f"committer {who}"]
        return self._pack.add("commit", ("\n".join(lines) + "\n\n" + message).encode())

    def _approval(self, name, stage, model, number, proposal, base, person, seconds) -> str:
        text = (f"object {proposal}\ntype commit\ntag {name}\ntagger {identity(person, seconds)}\n\n"
                f"Approve {model} v{number} for {stage}\n\nDecision: approve\n"
                f"Registry: {self._registry}\nStage: {stage}\nModel: {model}\nVersion: {number}\n"
                f"Version-Digest: sha256:{version_digest(model, number)}\nProposal: {proposal}\n"
                f"Base: {base}\nSigner: {person}\nNumber: 1\n").encode()
        return self._pack.add("tag", text + self._keys[person].sign(text).encode())
