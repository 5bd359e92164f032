#!/usr/bin/env bash
# Measures searches of an index of synthetic rows: 100,000 models, 1,000,000 versions.
#
#   Benchmarks/queries.sh [INDEX]   INDEX is kept, and made if it is not there
#   PLANS=1                         prints how SQLite answers each kind as well
#
# Runs in the debug build of the tests: nearly all of the time is SQLite's, which is the system's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly index=${1:-.build/bench/queries.db}
mkdir -p "$(dirname "$index")"
[ -e "$index" ] || python3 Benchmarks/synthetic-index.py \
    Sources/SearchIndex/Schema/SearchSchema.swift "$index"
cat "$index" >/dev/null # into the page cache, as on a server that has run for a while

readonly flags=(--explicit-target-dependency-import-check error)
swift build "${flags[@]}" --build-tests >&2
CAIRN_SEARCH_INDEX=$(realpath "$index") CAIRN_SEARCH_PLANS=${PLANS:-} swift test "${flags[@]}" --skip-build --disable-xctest \
    --filter 'A search of a million versions' 2>&1 |
    grep -E '^ .*(SEARCH|SCAN|USE|CORRELATED|SUBQUERY|QUERY)|p95|issue'
