"""Fills a new MLflow database with models and versions, by MLflow's own schema.

    fill.py DATABASE MODELS VERSIONS LARGE

MODELS models of VERSIONS versions each, and one of LARGE. Through MLflow's API a version takes some
25 ms; rows of the same shape go straight into the tables that its store has made.
"""

import sqlite3
import sys

from mlflow.store.model_registry.sqlalchemy_store import SqlAlchemyStore

path, models, versions, large = sys.argv[1], *map(int, sys.argv[2:5])
SqlAlchemyStore(f"sqlite:///{path}")
database = sqlite3.connect(path)
START = 1_760_000_000_000


def insert(table, rows):
    """Adds rows, each a dictionary, whose columns are those of the first."""
    columns = list(rows[0])
    marks = ", ".join("?" * len(columns))
    database.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",
        [[row[column] for column in columns] for row in rows],
    )


def add(name, count):
    insert(
        "registered_models",
        [dict(name=name, creation_time=START, last_updated_time=START, description="A model")],
    )
    insert(
        "model_versions",
        [
            dict(
                name=name, version=number, creation_time=START + number,
                last_updated_time=START + number, description=f"Version {number}", user_id="alice",
                current_stage="None", source=f"/models/{name}/{number}",
                run_id=f"{abs(hash((name, number))):032x}"[:32], status="READY",
            )
            for number in range(1, count + 1)
        ],
    )
    insert(
        "model_version_tags",
        [
            dict(name=name, version=number, key=key, value=value)
            for number in range(1, count + 1)
            for key, value in (("framework", "pytorch"), ("auc", f"0.{number % 100:02}"))
        ],
    )
    insert("registered_model_aliases", [dict(name=name, alias="champion", version=count // 2)])


for index in range(models):
    add(f"team-{index // 100:04}.model-{index % 100:04}", versions)
add("large", large)
database.commit()
