"""Writes a stream for git fast-import: each model that standard input names gets an alias.

    python3 Benchmarks/mlflow/alias.py CATALOG <models | git fast-import
"""
import subprocess
import sys

catalog = sys.argv[1]
models = sys.stdin.read().split()
tip = subprocess.check_output(["git", "-C", catalog, "rev-parse", "main"], text=True)
begin = f"from {tip}"
for model in models:
    path = f"models/{model}/model.yaml"
    manifest = subprocess.check_output(["git", "-C", catalog, "cat-file", "blob", f"main:{path}"])
    manifest += b"aliases: {champion: 3}\n"
    print(f"commit refs/heads/aliases\ncommitter admin <admin@example.com> 1800000000 +0000\n"
          f"data 5\nAlias\n{begin}M 100644 inline {path}\n"
          f"data {len(manifest)}\n{manifest.decode()}")
    begin = ""
