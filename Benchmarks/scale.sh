#!/usr/bin/env bash
# What a catalog of a hundred thousand models costs, as whole processes.
#
#   Benchmarks/scale.sh [MODELS] [RUNS]      100000 and 7 if left out
#
# The catalog has ten versions of each model, an index of all versions, ten thousand promotions with
# signed approvals, and the audit log of it all. Making it takes a quarter of an hour and 1.5 GB; it
# is kept in $BENCH_DIR, or .build, until the generator changes. Pushes go to copies.
set -euo pipefail

models=${1:-100000} runs=${2:-7}
# shellcheck source=Benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

make_catalog "$models"

for name in cairn plain; do
    copy_catalog "$work/$name"
done
git -C "$work/plain" config core.hooksPath /dev/null
make_trainer "$work/cairn"
# What one of them is given, the other sees without a fetch.
echo "$work/cairn/objects" >"$work/plain/objects/info/alternates"

# ssh without a network: the address is a path on this machine.
# shellcheck disable=SC2016
printf '#!/bin/sh\nwhile [ "$1" = -o ]; do shift 2; done\nshift\nexec sh -c "$*"\n' >"$work/bin/ssh-here"
chmod +x "$work/bin/ssh-here"
export GIT_SSH_COMMAND=$work/bin/ssh-here GIT_SSH_VARIANT=ssh

# empty: a commit that changes nothing, in `tip`.
empty() {
    tip=$(git -C "$work/client" commit-tree -p "$tip" -m Nothing "$tip^{tree}")
}

push='git -C client push -q'
for ((turn = 0; turn <= runs; turn++)); do
    # The first turn only warms up.
    if ((turn == 1)); then rm -f "$work"/*.samples; fi
    version
    sample push-plain : "$push $work/plain $tip:refs/heads/main"
    sample push-cairn : "$push $work/cairn $tip:refs/heads/main"
    version
    sample hooks : "$push $work/cairn $tip:refs/heads/main" hooks
    git -C "$work/client" push -q "$work/plain" "$tip:refs/heads/main"
    empty
    sample push-empty : "$push ssh://here$work/plain $tip:refs/heads/main"
    sample register "rm -rf home/.cache/cairn" \
        "cairn -R ssh://here$work/cairn register bench/new-$turn --no-detect -m x"
    tip=$(git -C "$work/cairn" rev-parse main)
    git -C "$work/plain" update-ref refs/heads/main "$tip"
done
# Commands that only read, among themselves: beside pushes they would meet cold caches.
for ((turn = 0; turn < 5 * runs; turn++)); do
    sample show : "cairn -R cairn show $model@v3"
    sample show-stage : "cairn -R cairn show $model@production"
    sample fetch 'rm -rf out' "cairn -R cairn fetch --metadata-only $model@v3 -o out"
    sample promote : "cairn -R cairn promote --dry-run $model@v$number --to staging" judged
    sample list : 'cairn -R cairn list' firstLine
done
for ((turn = 0; turn < 3; turn++)); do sample verify : 'cairn -R cairn verify'; done

# memory NAME COMMAND: what it holds, kept for `row`.
memory() { # shellcheck disable=SC2086
    (cd "$work" && held $2) >"$work/$1.held"
}
memory show "cairn -R cairn show $model@v3"
memory show-stage "cairn -R cairn show $model@production"
memory fetch "cairn -R cairn fetch --metadata-only $model@v3 -o out2"
memory promote "cairn -R cairn promote --dry-run $model@v$number --to staging"
memory list 'cairn -R cairn list'
memory verify 'cairn -R cairn verify'

names=(push-plain push-cairn hooks push-empty register show show-stage fetch promote list verify)
for name in "${names[@]}"; do collect "$name"; done

# row CLAIM FIGURE UNIT TARGET [PEAK]: one line of the table, with whether the target is met; sets
# `missed` if it is not.
missed=0
row() {
    awk -v claim="$1" -v figure="$2" -v unit="$3" -v target="$4" -v peak="${5:--}" 'BEGIN {
        printf "%-44s %8.1f %-3s %8.1f %-3s %6s  %s\n", claim, figure, unit, target, unit, peak,
            figure <= target ? "met" : "MISSED"
        exit figure > target }' || missed=1
}
milliseconds() { awk -v s="$(median "$1")" 'BEGIN { print s * 1000 }'; }
more() { awk -v a="$(median "$1")" -v b="$(median "$2")" -v k="$3" 'BEGIN { print (a - b) * k }'; }

echo "A catalog of $models models, $runs runs each, on $(nproc) cores; $(git --version)"
printf '%-44s %12s %12s %6s\n' 'claim' 'median' 'target' 'MiB'
row 'push of one version, judged' "$(milliseconds hooks)" ms 50
row 'show of a version' "$(milliseconds show)" ms 50 "$(cat "$work/show.held")"
row 'show of what a stage shows' "$(milliseconds show-stage)" ms 50 "$(cat "$work/show-stage.held")"
row 'fetch --metadata-only' "$(milliseconds fetch)" ms 50 "$(cat "$work/fetch.held")"
row 'promote --dry-run' "$(milliseconds promote)" ms 50 "$(cat "$work/promote.held")"
row 'list, to its first line' "$(milliseconds list)" ms 100 "$(cat "$work/list.held")"
row 'register by URL, more than an empty push' "$(more register push-empty 1)" s 1.5
row "verify of $promotions promotions" "$(median verify)" s 10 "$(cat "$work/verify.held")"
echo "push without hooks: $(milliseconds push-plain) ms; with all hooks $(more push-cairn push-plain 1000) ms more,"
echo "by git's own count $(awk '{ print $2 * 1000 }' "$work/hooks.samples" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }') ms; empty push: $(milliseconds push-empty) ms"

# The peer, where pip can install it: GTO finds a version by reading every tag.
if python3 -m venv "$work/venv" && "$work/venv/bin/pip" install -q gto 2>/dev/null; then
    git init -q "$work/gto"
    git -C "$work/gto" commit -q --allow-empty -m x
    for ((tag = 1; tag <= 1000; tag++)); do
        git -C "$work/gto" commit -q --allow-empty -m "$tag"
        git -C "$work/gto" tag -a -m x "model@v0.0.$tag"
    done
    sample gto : "venv/bin/gto show model -r gto"
    collect gto
    echo "gto show at 1,000 tags: $(milliseconds gto) ms, $(ratio gto show) times cairn show at $((models * 10)) versions"
else
    echo 'gto: pip can not install it here'
fi
exit "$missed"
