"""What a made-up catalog holds: sizes, names, and the order in which things happened."""

import hashlib
import json
import random
from dataclasses import dataclass

FIRST_SECOND = 1_704_067_200  # 2024-01-01
SECONDS_PER_VERSION = 20
# How many versions one push brought: the audit log has one entry for each push.
VERSIONS_PER_PUSH = 500

AUTHOR, APPROVERS = "trainer@example.com", ["carol@example.com", "dan@example.com"]
ADMIN = "admin@example.com"
# How many of the approvers each stage wants.
STAGES = {"staging": 1, "production": 2}

POOL = [b"artifact %d\n" % number * 64 for number in range(16)]


@dataclass(frozen=True)
class Shape:
    """The parameters; the same ones always make the same history."""

    models: int
    namespaces: int
    versions: int
    promotions: int
    seed: int = 7

    def names(self) -> list:
        per = -(-self.models // self.namespaces)
        return [f"team-{number // per:04}/model-{number % per:04}"
                for number in range(self.models)]

    def history(self) -> list:
        """Every version as (model, number), in the order of `main`: round after round, shuffled."""
        names, chance, order = self.names(), random.Random(self.seed), []
        for number in range(1, self.versions + 1):
            chance.shuffle(names)
            order += [(name, number) for name in names]
        return order

    def pushes(self, history: list) -> list:
        return [history[start:start + VERSIONS_PER_PUSH]
                for start in range(0, len(history), VERSIONS_PER_PUSH)]

    def promotions_after(self, pushes: list) -> list:
        """Which (stage, model, version) was promoted after which push: first to staging, then,
        ten pushes later, to production; two versions of each model chosen."""
        chosen = self.names()
        random.Random(self.seed + 1).shuffle(chosen)
        chosen = set(chosen[:-(-self.promotions // 4)])
        wanted = {max(1, self.versions // 2), self.versions - 1 or 1}
        after, made = [[] for _ in pushes], 0
        for index, push in enumerate(pushes):
            for model, number in push:
                if model not in chosen or number not in wanted or made >= self.promotions:
                    continue
                after[index].append(("staging", model, number))
                after[min(index + 10, len(pushes) - 1)].append(("production", model, number))
                made += 2
        return after


def identity(person: str, seconds: int) -> str:
    return f"{person.split('@')[0]} <{person}> {seconds} +0000"


def pointer(index: int) -> bytes:
    data = POOL[index % len(POOL)]
    return (f"version https://git-lfs.github.com/spec/v1\noid sha256:"
            f"{hashlib.sha256(data).hexdigest()}\nsize {len(data)}\n").encode()


def pool_index(model: str, number: int) -> int:
    return (hash_of(model) + number) % len(POOL)


def hash_of(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big")


def model_manifest(model: str) -> bytes:
    return (f"schema: cairn.model/v1\nname: {model}\n"
            f"description: Scores the records of {model.split('/')[0]}.\n"
            f"owners: [{AUTHOR}]\ntask: tabular-classification\nlicense: apache-2.0\n"
            f"risk: {['low', 'medium', 'high'][hash_of(model) % 3]}\n").encode()


def version_manifest(model: str, number: int) -> bytes:
    quality = 0.8 + hash_of(f"{model} {number}") % 1000 / 10_000
    return (f"schema: cairn.version/v1\nversion: {number}\n"
            f"description: Retrained on the data of month {number}.\nauthor: {AUTHOR}\n"
            f"framework: {{name: pytorch, version: \"2.4.{number}\"}}\nformat: safetensors\n"
            f"parameters: {{learning_rate: \"0.0003\", depth: \"{number}\"}}\n"
            f"evaluations:\n  - dataset: holdout\n    split: test\n"
            f"    metrics: {{auc: {quality:.4f}}}\n"
            f"source: {{repository: \"https://git.example.com/{model}\", commit: "
            f"\"{hash_of(model):040x}\"}}\n").encode()


def version_digest(model: str, number: int) -> str:
    record, artifact = version_manifest(model, number), POOL[pool_index(model, number)]
    text = (f"cairn.version-digest/v1 {model} {number}\n"
            f"{hashlib.sha256(record).hexdigest()} {len(record)} version.yaml\n"
            f"{hashlib.sha256(artifact).hexdigest()} {len(artifact)} artifacts/model.bin\n")
    return hashlib.sha256(text.encode()).hexdigest()


def compact(value) -> bytes:
    """JSON as Cairn writes it in the log: sorted keys and a line end."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n"
