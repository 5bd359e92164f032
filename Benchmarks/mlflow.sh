#!/usr/bin/env bash
# Reading by version, by alias and by stage, and searching, beside MLflow, over loopback HTTP.
#
#   Benchmarks/mlflow.sh [MODELS] [REQUESTS]      100000 and 300 if left out
#
# Cairn serves the catalog of scale.sh, with ten versions of each model. MLflow, with SQLite and one
# worker, has 1,000 models of 100 versions and one of 20,000; it is installed from PyPI, and its
# database made, once for all runs.
set -euo pipefail

models=${1:-100000} requests=${2:-300} edition=3.17.2
# shellcheck source=Benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

peer=$BENCH_DIR/mlflow-$edition
[ -e "$peer/bin/mlflow" ] || { python3 -m venv "$peer" && "$peer/bin/pip" install -q "mlflow==$edition"; }
if [ ! -e "$peer/registry.db" ]; then
    "$peer/bin/python" "$root/Benchmarks/mlflow/fill.py" "$work/registry.db" 1000 100 20000 >&2
    mv "$work/registry.db" "$peer/"
fi

serve_catalog "$models"
# As many as are asked for, in one push.
git init -q --bare "$work/client"
echo "$work/bench/objects" >"$work/client/objects/info/alternates"
head -n "$requests" "$work/promoted" | python3 "$root/Benchmarks/mlflow/alias.py" "$work/bench" |
    git -C "$work/client" fast-import --quiet
CAIRN_USER=admin@example.com git -C "$work/client" push -q "$work/bench" aliases:main
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
MLFLOW_DISABLE_TELEMETRY=true "$peer/bin/mlflow" server --backend-store-uri "sqlite:///$peer/registry.db" \
    --default-artifact-root "$work/artifacts" --workers 1 --port "$port" >"$work/mlflow.log" 2>&1 &
other=$!
trap 'kill $other; end' EXIT
curl -s --retry 120 --retry-delay 1 --retry-connrefused -o "$work/health" "http://127.0.0.1:$port/health"
# It answers before all of its processes have started.
for ((wait = 0; wait < 60; wait++)); do
    before=$(awk 'NR == 1 { print $5 }' /proc/stat)
    sleep 2
    idle=$(($(awk 'NR == 1 { print $5 }' /proc/stat) - before))
    ((idle < 180 * $(nproc))) || break # of 200 hundredths of a second on each core
done
remember_catalog

echo "$models models of ten versions, MLflow $edition beside it, $requests requests each, on $(nproc) cores"
python3 "$root/Benchmarks/mlflow/ask.py" "${url%.git}" "$token" "http://127.0.0.1:$port" "$work/promoted" \
    --requests "$requests"
