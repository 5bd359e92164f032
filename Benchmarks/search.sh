#!/usr/bin/env bash
# What the search index costs: building it, and keeping it with every push.
#
#   Benchmarks/search.sh [MODELS] [RUNS]      100000 and 7 if left out; three pushes a run
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
# A difference of two short times: it takes more turns than a time by itself.
turns=$((3 * runs))
for ((turn = 0; turn <= turns; turn++)); do
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

echo "The index of $models models, $turns pushes with it and $turns without, on $(nproc) cores"
awk -v s="${rebuild% *}" -v held="$held" -v size="$size" -v kept="$(median kept)" \
    -v away="$(median away)" '
    function row(claim, figure, unit, target) {
        printf "%-44s %8.1f %-3s  of %5.0f  %s\n", claim, figure, unit, target,
            figure <= target ? "met" : "MISSED"
        if (figure > target) missed = 1
    }
    BEGIN {
        row("building it", s, "s", 180)
        row("held while building", held, "MiB", 300)
        row("more of post-receive for two versions", (kept - away) * 1000, "ms", 10)
        printf "%-44s %8.0f MiB\n", "its size", size
        exit missed
    }'
