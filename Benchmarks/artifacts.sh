#!/usr/bin/env bash
# Time and memory of whole processes, beside their peers in the same run.
#
#   Benchmarks/artifacts.sh [SIZE_MIB] [RUNS]      1024 and 5 if left out
#
# Every figure is a median over turns; ratios compare medians of this very run. Durable means that the process
# ends only when its bytes are on disk: dd and cairn fsync, git lfs does not.
set -euo pipefail

size=${1:-1024} runs=${2:-5}
# shellcheck source=Benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
ssh-keygen -q -t ed25519 -N '' -f "$HOME/key"

# summary NAME: the median of its samples, kept in NAME.median and printed.
summary() {
    local name=$1 median peak low high
    collect "$name"
    read -r median peak low high <"$work/$name.median"
    printf '%-14s %8.2f s  (%.2f to %.2f)  %6.0f MiB/s  peak %5d MiB\n' "$name" "$median" "$low" \
        "$high" "$(awk -v s="$size" -v t="$median" 'BEGIN { print s / t }')" "$peak"
}

echo "One file of $size MiB, $runs runs each, on $(nproc) cores; $(git lfs version), $(openssl version)"
openssl rand -out "$work/big.bin" $((size * 1024 * 1024))

cairn init "$work/registry" --name bench --admin bench@example.com --key "$HOME/key.pub" >/dev/null
cairn clone "$work/registry" "$work/clone" >/dev/null
(cd "$work" && git init -q --bare lfs-remote.git && git init -q lfs && cd lfs &&
    git lfs install --local && git lfs track '*.bin' && cp ../big.bin . && git add -A &&
    git commit -qm big && git remote add origin "$work/lfs-remote.git" &&
    git push -q origin main) >/dev/null 2>&1
git clone -q "$work/lfs-remote.git" "$work/lfs-add"
(cd "$work" && cairn -R registry register bench/model big.bin --no-detect) >/dev/null

# In turns, so that whatever else this machine does meets all of them alike. The first turn only
# warms up: on a virtual machine, memory that was not touched for a while has its own price.
for ((turn = 0; turn <= runs; turn++)); do
    if ((turn == 1)); then rm -f "$work"/*.samples; fi
    sample dd 'rm -f copy.bin' 'dd if=big.bin of=copy.bin bs=1M conv=fsync'
    sample openssl 'rm -f copy.bin' 'openssl dgst -sha256 big.bin'
    sample cairn-add 'rm -rf clone/.git/lfs clone/.git/cairn/verified clone/models' \
        'cairn -C clone add bench/model ../big.bin'
    sample git-add 'rm -rf clone/.git/lfs lfs-add/.git/lfs lfs-add/.git/index
        ln -f big.bin lfs-add/big.bin; touch lfs-add/big.bin' 'git -C lfs-add add big.bin'
    sample cairn-fetch 'rm -rf lfs-add/.git/lfs out' 'cairn -R registry fetch bench/model@v1 -o out'
    sample git-lfs-pull 'rm -rf out lfs/.git/lfs/objects lfs/big.bin; cd lfs
        GIT_LFS_SKIP_SMUDGE=1 git checkout -q -- .' 'git -C lfs lfs pull'
done
for name in dd openssl cairn-add git-add cairn-fetch git-lfs-pull; do summary "$name"; done

slower="dd"
if awk -v a="$(median openssl)" -v b="$(median dd)" 'BEGIN { exit !(a > b) }'; then slower=openssl; fi
echo
echo "cairn add    / the slower of dd and openssl ($slower): $(ratio cairn-add $slower)   target at most 1.30"
echo "git add      / cairn add:    $(ratio git-add cairn-add)   target at least 2.00"
echo "cairn fetch  / the slower of dd and openssl ($slower): $(ratio cairn-fetch $slower)   target at most 1.30"
echo "git lfs pull / cairn fetch:  $(ratio git-lfs-pull cairn-fetch)   target at least 2.00"
