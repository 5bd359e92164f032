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
git init -q --bare "$work/client"
echo "$work/catalog/objects" >"$work/client/objects/info/alternates"
export CAIRN_USER=trainer@example.com
model=$(git -C "$kept/catalog" for-each-ref --count=1 --format='%(refname:lstrip=4)' \
    refs/heads/stages/production)
tip=$(git -C "$kept/catalog" rev-parse main)
number=10

# version: a commit with the next version of the model, in `tip`.
version() {
    number=$((number + 1))
    tip=$(git -C "$work/client" fast-import --quiet --force <<END
commit refs/heads/draft
mark :1
committer trainer <trainer@example.com> $(date +%s) +0000
data 8
Another
from $tip
M 100644 inline models/$model/version.yaml
data $((${#number} + 35))
schema: cairn.version/v1
version: $number

get-mark :1
END
    )
}

# after COMMAND…: seconds that post-receive took in a push, by what git itself records (trace2).
after() {
    rm -f "$work/trace"
    GIT_TRACE2_EVENT=$work/trace "$@" >/dev/null 2>&1
    python3 - "$work/trace" <<'END'
import json, sys
names = {}
for line in open(sys.argv[1]):
    event = json.loads(line)
    child = (event["sid"], event.get("child_id"))
    if event["event"] == "child_start" and event.get("child_class") == "hook":
        names[child] = event["hook_name"]
    if event["event"] == "child_exit" and names.get(child) == "post-receive":
        print(f"{event['t_rel']:.5f} 0")
END
}

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
