#!/usr/bin/env bash
# Many clients at once on one `cairn serve`, and then one huge artifact: errors, how long each waits,
# and the server's memory.
#
#   Benchmarks/load.sh [SECONDS] [CLIENTS] [HUGE_GIB]      120, 64 and 10 if left out
#
# The clients are git and curl, each doing its one thing again and again, on the server's own machine:
# what they wait is more than the server's doing. Memory is VmHWM of proc(5), the most that the
# server's process ever held, begun anew for each row. Takes three times HUGE_GIB of disk.
set -euo pipefail

seconds=${1:-120} clients=${2:-64} huge=${3:-10}
# shellcheck disable=SC2034 # common.sh wants it
runs=1
# shellcheck source=Benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
serve_registry
cd "$work"
missed=0

# row NAME COMMAND…: runs it, and prints how long it took and what the server's memory came to.
row() {
    local name=$1 begun peak
    shift
    echo 5 >"/proc/$server/clear_refs"
    begun=$(date +%s%N)
    "$@"
    peak=$(awk '/^VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status")
    ((peak < 150)) || missed=1
    printf '%-40s %7.1f s %5d MiB of the 150 allowed\n' "$name" \
        "$((($(date +%s%N) - begun) / 1000000))e-3" "$peak"
}

# What rows are of.
# shellcheck disable=SC2317 # row runs them
quiet() { "$@" >/dev/null; }

# Where the server takes a whole artifact by one request, or gives it.
# shellcheck disable=SC2317
address() {
    curl -sSf -H 'Content-Type: application/vnd.git-lfs+json' -H "Authorization: Bearer $token" \
        --data "{\"operation\":\"$1\",\"objects\":[{\"oid\":\"$oid\",\"size\":$bytes}]}" \
        "$url/info/lfs/objects/batch" | sed "s/.*\"$1\":{[^}]*\"href\":\"\([^\"]*\)\".*/\1/"
}
# shellcheck disable=SC2317
download() { curl -sSf "$(address download)" | sha256sum | grep -q "^$oid"; }
# shellcheck disable=SC2317
upload() { curl -sSf -T huge.bin "$(address upload)"; }

echo "$clients clients for $seconds s, then $huge GiB, on $(nproc) cores; $(git --version)"
row "$clients clients" python3 "$root/Benchmarks/clients.py" "$url" "$token" "$work/clients" \
    --seconds "$seconds" --clients "$clients"
rm -rf clients

bytes=$((huge << 30))
# Random enough, and quick; head ends it.
{ openssl enc -aes-128-ctr -pass "pass:$RANDOM" -pbkdf2 -in /dev/zero 2>/dev/null || true; } |
    head -c "$bytes" >huge.bin
oid=$(sha256sum huge.bin | cut -d' ' -f1)
object=served.git/lfs/objects/${oid:0:2}/${oid:2:2}/$oid
row "$huge GiB up by curl, whole" upload
row "$huge GiB down by curl, whole" download
rm -f "$object"
cairn -q -R "$url" new bench/huge >/dev/null
row "$huge GiB registered by cairn, in parts" quiet \
    cairn -q -R "$url" register bench/huge huge.bin --no-detect
rm -rf huge.bin home/.cache
row "$huge GiB fetched by cairn, in parts" quiet cairn -q -R "$url" fetch bench/huge@v1 -o out
grep -E ' (error|warning) ' log || true
exit "$missed"
