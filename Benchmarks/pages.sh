#!/usr/bin/env bash
# How long the pages take on a huge catalog, and what they weigh: each under 100 ms in 95 of 100
# cases, and under 100 KB.
#
#   Benchmarks/pages.sh [MODELS] [REQUESTS]      100000 and 200 if left out
#
# The catalog is that of scale.sh; its index is made once and kept with it.
set -euo pipefail

models=${1:-100000} requests=${2:-200}
# shellcheck disable=SC2034 # common.sh wants it
runs=1
# shellcheck source=Benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

serve_catalog "$models"
echo "Pages of $models models of ten versions, $requests requests each, on $(nproc) cores"
python3 "$root/Benchmarks/pages.py" "${url%.git}" "$token" "$work/promoted" --requests "$requests"
