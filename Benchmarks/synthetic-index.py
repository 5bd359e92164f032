"""Makes an index of synthetic rows, many of them in every table that a query reads.

    python3 Benchmarks/synthetic-index.py SCHEMA.swift FILE [MODELS [VERSIONS]]

SCHEMA.swift is Sources/SearchIndex/Schema/SearchSchema.swift, whose SQL is used as it stands. Values
are spread as in a large organisation: few frameworks and licences, many namespaces and owners, some
tens of data sets for each namespace. The same words make the same rows.
"""

import os
import random
import re
import sqlite3
import sys

FRAMEWORKS = ["pytorch"] * 55 + ["tensorflow"] * 15 + ["sklearn"] * 15 + ["xgboost"] * 10 + [
    "jax"] * 4 + ["mxnet"]
TASKS = ["text-classification", "tabular-classification", "image-classification",
         "text-generation", "translation", "fill-mask", "object-detection", "forecasting"]
LICENSES = ["apache-2.0"] * 50 + ["mit"] * 30 + ["proprietary"] * 19 + ["gpl-3.0"]
DOMAINS = ["payments", "search", "ads", "logistics", "support", "risk", "growth", "platform"]
STATES = ["active"] * 90 + ["deprecated"] * 6 + ["archived"] * 3 + ["yanked"]
WORDS = ["card", "fraud", "account", "user", "ranking", "image", "speech", "document", "price",
         "churn", "route", "demand", "spam", "intent", "quality", "anomaly", "risk", "score",
         "session", "click", "query", "title", "invoice", "stock", "credit", "loan", "claim",
         "patient", "sensor", "vehicle"]
FIRST_SECOND = 1_700_000_000
SECONDS_APART = 60
BATCH = 20_000


def constant(text: str, name: str) -> str:
    return re.search(rf'static let {name} = """\n(.*?)\n        """', text, re.S).group(1)


def number(text: str, name: str) -> int:
    value = re.search(rf"static let {name} = (\w+)", text).group(1)
    return int(value.replace("_", ""), 0)


class Rows:
    """The rows of one batch, by the statement that inserts them."""

    def __init__(self, database):
        self._database, self._rows, self._count = database, {}, 0

    def add(self, table: str, *values):
        """One row of a table, all its columns."""
        self._rows.setdefault((table, len(values)), []).append(values)
        self._count += 1
        if self._count >= BATCH:
            self.flush()

    def flush(self):
        """Inserts what was added."""
        for (table, width), rows in self._rows.items():
            marks = ",".join("?" * width)
            self._database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        self._rows, self._count = {}, 0


def add_model(rows: Rows, chance: random.Random, model: int, namespaces: int, versions: int):
    space = f"team{model % namespaces:04}"
    name = f"{space}/{chance.choice(WORDS)}-{chance.choice(WORDS)}-{model}"
    said = " ".join(chance.choices(WORDS, k=12))
    tags = {"domain": chance.choice(DOMAINS), "tier": str(chance.randint(1, 3))}
    rows.add("models", model, name, space, said, chance.choice(TASKS), chance.choice(LICENSES),
             chance.choice(["low", "low", "medium", "high"]), None, FIRST_SECOND)
    rows.add("model_text(rowid, name, description, card, tags)", model, name, said,
             " ".join(chance.choices(WORDS, k=40)), "\n".join(f"{k} {v}" for k, v in tags.items()))
    for owner in {f"person{chance.randint(0, 4999)}@example.com", f"group:{space}"}:
        rows.add("owners", model, owner)
    for key, value in tags.items():
        rows.add("model_tags", model, key, value)
    rows.add("aliases", model, "champion", chance.randint(1, versions))
    for stage, share in (("staging", 0.5), ("production", 0.2)):
        if chance.random() < share:
            rows.add("stages", stage, model, chance.randint(1, versions), b"\0" * 20)


def add_version(rows: Rows, chance: random.Random, place: int, model: int, number: int, spaces: int):
    seconds = FIRST_SECOND + place * SECONDS_APART
    rows.add("versions", place, model, number, chance.randbytes(20), seconds,
             seconds + chance.choice([0, 0, 0, chance.randint(0, 10_000_000)]),
             chance.choice(STATES), f"person{chance.randint(0, 4999)}@example.com",
             chance.choice(FRAMEWORKS), "2.4.0", "gradient-boosted-trees", "safetensors", None,
             f"{chance.getrandbits(160):040x}", f"{chance.getrandbits(64):016x}", "nightly")
    rows.add("metrics", place, "auc", chance.betavariate(8, 2), 0)
    rows.add("metrics", place, "loss", chance.expovariate(1), 0)
    if number % 4 == 0:
        rows.add("metrics", place, "f1", chance.random(), 0)
    for name, value in (("depth", chance.randint(2, 12)), ("lr", 10 ** -chance.uniform(1, 5))):
        rows.add("params", place, name, str(value), float(value))
    space = model % spaces
    rows.add("datasets", place, 0, f"team{space:04}-{chance.randint(0, 29)}", "3", "train", None,
             None, 1)
    if chance.random() < 0.2:
        other = f"team{chance.randrange(spaces):04}/base"
        rows.add("bases", place, 0, f"{other}@v1", "", other, 1)
    if chance.random() < 0.05:
        org = f"org/model-{chance.randint(0, 999)}"
        rows.add("bases", place, 1, f"hf:{org}@{'0' * 40}", "hf", org, None)
    if chance.random() < 0.1:
        rows.add("version_tags", place, "domain", chance.choice(DOMAINS))
    rows.add("version_text(rowid, description, tags)", place,
             f"Retrained on {chance.choice(WORDS)} {chance.choice(WORDS)} batch{place}", None)


def main():
    schema, path = sys.argv[1:3]
    models = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    versions = int(sys.argv[4]) if len(sys.argv) > 4 else 10
    namespaces = max(1, models // 100)
    with open(schema, encoding="utf-8") as file:
        text = file.read()
    if os.path.exists(path):
        os.remove(path)
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA application_id = {number(text, 'application')}")
    database.execute(f"PRAGMA user_version = {number(text, 'format')}")
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                           "PRAGMA cache_size = -262144;" + constant(text, "tables"))
    database.execute("INSERT INTO state VALUES (0, NULL, 0, NULL)")
    rows, chance, place = Rows(database), random.Random(5), 0
    for model in range(1, models + 1):
        add_model(rows, chance, model, namespaces, versions)
    # Round after round, as over the years: the versions of a model lie far apart.
    for number_ in range(1, versions + 1):
        for model in chance.sample(range(1, models + 1), models):
            place += 1
            add_version(rows, chance, place, model, number_, namespaces)
    rows.flush()
    database.executescript(constant(text, "versionIndexes"))
    database.execute("UPDATE models SET latest = (SELECT id FROM versions"
                     " WHERE versions.model = models.id AND versions.number = ?)", [versions])
    database.commit()
    database.execute("PRAGMA journal_mode = WAL")
    database.close()


main()
