#!/usr/bin/env bash
# Time and memory of whole processes, beside their peers in the same run.
#
#   Benchmarks/run.sh [SIZE_MIB] [RUNS]      1024 and 5 if left out
#
# Every figure is a median; ratios compare medians of this very run. Durable means that the process
# ends only when its bytes are on disk: dd and cairn fsync, git lfs does not.
set -euo pipefail

size=${1:-1024} runs=${2:-5}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d "${BENCH_DIR:-$root/.build}/bench-XXXXXX")
trap 'rm -rf "$work"' EXIT

(cd "$root" && swift build -c release --explicit-target-dependency-import-check error \
    --static-swift-stdlib --product cairn >&2)
mkdir -p "$work/bin"
cp "$(cd "$root" && swift build -c release --show-bin-path)/cairn" "$work/bin/"
export PATH=$work/bin:$PATH HOME=$work/home GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
export XDG_CACHE_HOME=$HOME/.cache XDG_CONFIG_HOME=$HOME/.config
unset CAIRN_USER CAIRN_REGISTRY
mkdir -p "$HOME"
git config --global user.name bench
git config --global user.email bench@example.com
git config --global init.defaultBranch main
git lfs install --skip-repo >/dev/null
ssh-keygen -q -t ed25519 -N '' -f "$HOME/key"

# once COMMAND…: seconds and peak memory in MiB of one run, as two words.
once() {
    python3 - "$@" <<'END'
import os, resource, subprocess, sys, time
start = time.monotonic()
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
seconds = time.monotonic() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
if status:
    sys.exit(f"bench: {' '.join(sys.argv[1:])}: exit {status}")
print(f"{seconds:.3f} {peak:.0f}")
END
}

# measure NAME PREPARE COMMAND: medians of $runs runs, kept in the file NAME and printed.
measure() {
    local name=$1 prepare=$2 command=$3 i
    : >"$work/samples"
    for ((i = 0; i < runs; i++)); do
        (cd "$work" && eval "$prepare") >/dev/null 2>&1
        sync
        (cd "$work" && once bash -c "exec $command") >>"$work/samples"
    done
    sort -n "$work/samples" | awk -v n="$name" '
        { time[NR] = $1; if ($2 > peak) peak = $2 }
        END { printf "%s %s %s %s %s\n", time[int((NR + 1) / 2)], peak, time[1], time[NR], n }' \
        >"$work/$name.median"
    read -r median peak low high _ <"$work/$name.median"
    printf '%-14s %8.2f s  (%.2f to %.2f)  %6.0f MiB/s  peak %5d MiB\n' "$name" "$median" "$low" \
        "$high" "$(awk -v s="$size" -v t="$median" 'BEGIN { print s / t }')" "$peak"
}
median() { cut -d' ' -f1 "$work/$1.median"; }
ratio() { awk -v a="$(median "$1")" -v b="$(median "$2")" 'BEGIN { printf "%.2f", a / b }'; }

echo "One file of $size MiB, $runs runs each, on $(nproc) cores; $(git lfs version), $(openssl version)"
openssl rand -out "$work/big.bin" $((size * 1024 * 1024))

cairn init "$work/registry" --name bench --admin bench@example.com --key "$HOME/key.pub" >/dev/null
cairn clone "$work/registry" "$work/clone" >/dev/null
git init -q "$work/lfs"
(cd "$work/lfs" && git lfs install --local >/dev/null && git lfs track '*.bin' >/dev/null)

echo
echo "Taking it in:"
measure dd 'rm -f copy.bin' 'dd if=big.bin of=copy.bin bs=1M conv=fsync'
rm -f "$work/copy.bin"
measure openssl : 'openssl dgst -sha256 big.bin'
measure cairn-add 'rm -rf clone/.git/lfs clone/.git/cairn/verified clone/models' \
    'cairn -C clone add bench/model ../big.bin'
measure git-add 'rm -rf lfs/.git/lfs lfs/.git/index; ln -f big.bin lfs/big.bin; touch lfs/big.bin' \
    'git -C lfs add big.bin'

echo
echo "Getting it back, verified:"
(cd "$work" && rm -rf lfs && git init -q --bare lfs-remote.git && git init -q lfs && cd lfs &&
    git lfs install --local && git lfs track '*.bin' && cp ../big.bin . && git add -A &&
    git commit -qm big && git remote add origin "$work/lfs-remote.git" &&
    git push -q origin main) >/dev/null 2>&1
(cd "$work" && cairn -R registry register bench/model big.bin --no-detect) >/dev/null
measure cairn-fetch 'rm -rf out' 'cairn -R registry fetch bench/model@v1 -o out'
rm -rf "$work/out"
measure git-lfs-pull 'cd lfs && rm -rf .git/lfs/objects big.bin && GIT_LFS_SKIP_SMUDGE=1 git checkout -q -- .' \
    'git -C lfs lfs pull'

slower="dd"
if awk -v a="$(median openssl)" -v b="$(median dd)" 'BEGIN { exit !(a > b) }'; then slower=openssl; fi
echo
echo "cairn add    / the slower of dd and openssl ($slower): $(ratio cairn-add $slower)   target at most 1.30"
echo "git add      / cairn add:    $(ratio git-add cairn-add)   target at least 2.00"
echo "cairn fetch  / the slower of dd and openssl ($slower): $(ratio cairn-fetch $slower)   target at most 1.30"
echo "git lfs pull / cairn fetch:  $(ratio git-lfs-pull cairn-fetch)   target at least 2.00"
