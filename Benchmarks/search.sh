#!/usr/bin/env bash
# What the search index costs: building it, and keeping it with every push.
#
#   Benchmarks/search.sh [MODELS] [RUNS]      100000 and 7 if left out
#
# The catalog is that of scale.sh, of which a copy is pushed to. A push is measured by git's own
# count of the time in post-receive, with the index there and with the index away, by turns: so each
# push that keeps the index brings two versions to it.
set -euo pipefail

models=${1:-100000} runs=${2:-7}
# shellcheck source=Benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

make_catalog "$models"
copy_catalog "$work/catalog"
make_trainer "$work/catalog"

# after COMMAND…: seconds that post-receive took in a push.
after() { hooks "$@" | awk '{ printf "%.4f 0\n", $2 - $1 }'; }

cd "$work"
rebuild=$(once cairn -R catalog index rebuild)
held=$(held cairn -R catalog index rebuild)
size=$(du -sm catalog/cairn/index | cut -f1)
push='git -C client push -q'
for ((turn = 0; turn <= runs; turn++)); do
    # The first turn only warms up.
    if ((turn == 1)); then rm -f "$work"/*.samples; fi
    version
    sample kept : "$push $work/catalog $tip:refs/heads/main" after
    version
    mv catalog/cairn/index away
    sample away : "$push $work/catalog $tip:refs/heads/main" after
    mv away catalog/cairn/index
done
collect kept
collect away

echo "The index of $models models, $runs runs each, on $(nproc) cores"
awk -v s="${rebuild% *}" -v held="$held" -v size="$size" -v kept="$(median kept)" \
    -v away="$(median away)" 'BEGIN {
    printf "%-44s %8.1f s    of %5.0f\n", "building it", s, 180
    printf "%-44s %8.0f MiB  of %5.0f\n", "held while building", held, 300
    printf "%-44s %8.0f MiB\n", "its size", size
    printf "%-44s %8.1f ms   of %5.0f\n", "more of post-receive for two versions", (kept - away) * 1000, 10
}'
