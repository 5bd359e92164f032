#!/usr/bin/env python3
"""Trains one version of the digit classifier, and writes what `cairn register` takes.

    train.py v1          multinomial logistic regression
    train.py v2          one hidden layer of 128 units, chosen over v1 by cross-validation
    train.py v3 --bad    v2's recipe on labels that a broken join has mixed up

Writes vN/model.safetensors (float32 weights), metrics-vN.json (the version's record, with its
metrics) and test.csv (the test split, so that predict.py needs neither NumPy nor scikit-learn),
and prints the metrics. The metrics are those of the written file, read back by predict.py.

Every seed is fixed and BLAS has one thread: the same releases of the packages in README.md write
the same bytes again.
"""

import argparse
import gzip
import hashlib
import json
import os
import platform
import warnings
from importlib.metadata import version as release_of
from importlib.resources import files
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read once, when NumPy loads OpenBLAS

import numpy as np
from safetensors.numpy import save_file
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

import predict

HERE = Path(__file__).resolve().parent
SEED = 0
TEST_ROWS = 540
DATASET_SHA256 = "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22"
LOGISTIC = {"C": 1.0, "max_iter": 1000}
PERCEPTRON = {"hidden_layer_sizes": [128], "alpha": 0.0001, "batch_size": 32, "max_iter": 150}


def load_dataset():
    """The rows of scikit-learn's digits.csv.gz: 64 pixels of 0 to 16, then the digit."""
    packed = files("sklearn.datasets.data").joinpath("digits.csv.gz").read_bytes()
    digest = hashlib.sha256(packed).hexdigest()
    if digest != DATASET_SHA256:
        raise SystemExit(f"digits.csv.gz is {digest}, so no metric would be comparable")
    lines = gzip.decompress(packed).decode().splitlines()
    return np.array([line.split(",") for line in lines], dtype=np.int64)


def mix_up(labels):
    """Exchanges 1 with 7, 3 with 8 and 4 with 9 in 60 % of the rows that hold one of them."""
    partner = np.array([0, 7, 2, 8, 9, 5, 6, 1, 3, 4])
    hit = np.random.default_rng(SEED).random(len(labels)) < 0.6
    return np.where(hit, partner[labels], labels)


def fit(version, pixels, labels):
    """Trains the version's recipe; returns its name, its parameters and its dense layers."""
    if version == "v1":
        model = LogisticRegression(**LOGISTIC).fit(pixels, labels)
        return "logistic-regression", LOGISTIC, [(model.coef_, model.intercept_)]
    warnings.simplefilter("ignore", ConvergenceWarning)  # the number of epochs is the recipe's
    model = MLPClassifier(**PERCEPTRON, random_state=SEED).fit(pixels, labels)
    layers = [(weight.T, bias) for weight, bias in zip(model.coefs_, model.intercepts_)]
    # A parameter in a record is text or a number, so the one layer's width stands for the list.
    width = ",".join(str(units) for units in PERCEPTRON["hidden_layer_sizes"])
    return "multilayer-perceptron", {**PERCEPTRON, "hidden_layer_sizes": width}, layers


def export(layers, path):
    """Writes layers.N.weight (outputs × inputs) and layers.N.bias as float32."""
    tensors = {}
    for number, (weight, bias) in enumerate(layers):
        tensors[f"layers.{number}.weight"] = np.ascontiguousarray(weight, dtype=np.float32)
        tensors[f"layers.{number}.bias"] = np.ascontiguousarray(bias, dtype=np.float32)
    path.parent.mkdir(exist_ok=True)
    save_file(tensors, path)


def evaluate(path, test, faint_below):
    """Accuracy and macro F1 of the written file: on the whole test split, and by ink."""
    layers = predict.load_layers(path)
    truth = test[:, -1]
    answers = np.array([predict.classify(layers, row) for row in test[:, :-1].tolist()])
    faint = test[:, :-1].sum(axis=1) < faint_below
    slices = [(None, np.full(len(test), True)), ("faint", faint), ("heavy", ~faint)]
    for ink, rows in slices:
        yield {
            "dataset": "digits",
            "split": "test",
            **({"slice": {"ink": ink}} if ink else {}),
            "metrics": {
                "accuracy": round(accuracy_score(truth[rows], answers[rows]), 4),
                "macro_f1": round(f1_score(truth[rows], answers[rows], average="macro"), 4),
            },
        }


def record(algorithm, parameters, evaluations):
    """What the version's record says, in the words of version.yaml."""
    packages = {name: release_of(name) for name in ("numpy", "safetensors", "scikit-learn")}
    return {
        "framework": {"name": "scikit-learn", "version": packages["scikit-learn"]},
        "algorithm": algorithm,
        "format": "safetensors",
        "signature": {
            "inputs": [{"name": "pixels", "type": "float32", "shape": [-1, 64]}],
            "outputs": [{"name": "logits", "type": "float32", "shape": [-1, 10]}],
        },
        "parameters": {**parameters, "seed": SEED},
        "evaluations": evaluations,
        "datasets": [
            {
                "name": "digits",
                "version": "1998-07",
                "role": "train",
                "digest": f"sha256:{DATASET_SHA256}",
                "source": "https://archive.ics.uci.edu/dataset/80",
                "split": f"{TEST_ROWS} rows for test, stratified by digit, seed {SEED}",
            }
        ],
        "environment": {
            "language": "python " + ".".join(platform.python_version_tuple()[:2]),
            "packages": packages,
        },
        "preprocessing": {"description": "each pixel divided by 16"},
    }


def main():
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("version", choices=["v1", "v2", "v3"])
    words.add_argument("--bad", action="store_true", help="train on mixed-up labels")
    asked = words.parse_args()

    rows = load_dataset()
    train, test = train_test_split(
        rows, test_size=TEST_ROWS, random_state=SEED, stratify=rows[:, -1]
    )
    pixels, labels = train[:, :-1] / 16, train[:, -1]
    model = HERE / asked.version / "model.safetensors"
    algorithm, parameters, layers = fit(
        asked.version, pixels, mix_up(labels) if asked.bad else labels
    )
    export(layers, model)
    np.savetxt(HERE / "test.csv", test, fmt="%d", delimiter=",")

    evaluations = list(evaluate(model, test, np.median(train[:, :-1].sum(axis=1))))
    facts = json.dumps(record(algorithm, parameters, evaluations), indent=2)
    (HERE / f"metrics-{asked.version}.json").write_text(facts + "\n")
    for evaluation in evaluations:
        ink = evaluation.get("slice", {}).get("ink", "all")
        print(asked.version, f"{ink:5}", json.dumps(evaluation["metrics"]))


if __name__ == "__main__":
    main()
