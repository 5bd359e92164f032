#!/usr/bin/env python3
"""Runs a digit classifier on the test split and prints its accuracy; needs Python 3 alone.

    predict.py <model.safetensors> [<test.csv>]
"""

import json
import struct
import sys
from pathlib import Path


def load_layers(path):
    """The dense layers of a safetensors file, in order, each as (rows of weights, biases)."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    header, body = json.loads(data[8 : 8 + length]), data[8 + length :]

    def tensor(name):
        start, end = header[name]["data_offsets"]
        return struct.unpack(f"<{(end - start) // 4}f", body[start:end])

    layers = []
    while f"layers.{len(layers)}.weight" in header:
        name = f"layers.{len(layers)}"
        weights, (_, width) = tensor(f"{name}.weight"), header[f"{name}.weight"]["shape"]
        rows = [weights[at : at + width] for at in range(0, len(weights), width)]
        layers.append((rows, tensor(f"{name}.bias")))
    return layers


def classify(layers, pixels):
    """The digit that 64 pixels of 0 to 16 show: dense layers with ReLU between them."""
    values = [pixel / 16 for pixel in pixels]
    for number, (rows, biases) in enumerate(layers):
        inputs = [max(0.0, value) for value in values] if number else values
        values = [
            sum(map(float.__mul__, row, inputs), bias) for row, bias in zip(rows, biases)
        ]
    return values.index(max(values))


def main(model, test=Path(__file__).with_name("test.csv")):
    rows = [[int(cell) for cell in line.split(",")] for line in Path(test).read_text().splitlines()]
    layers = load_layers(model)
    right = sum(classify(layers, pixels) == digit for *pixels, digit in rows)
    print(f"accuracy {right / len(rows):.4f} on {len(rows)} test images")


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
