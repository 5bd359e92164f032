#!/usr/bin/env bash
# Artifacts to a server and back over loopback HTTP: one large file, and many small ones, by Cairn's
# client and by stock git lfs and curl through the same server.
#
#   Benchmarks/transfer.sh [SIZE_MIB] [RUNS] [FILES]      1024, 5 and 10000 if left out
#
# Every figure is a median over turns; ratios compare medians of this very run. From file to server
# means that a version with the file is on main: `cairn register`, or git add, commit and push. Whatever
# cairn and its server write is durable when a command ends, as with dd; git lfs waits for no disk of
# the client's.
set -euo pipefail

size=${1:-1024} runs=${2:-5} files=${3:-10000}
# shellcheck source=Benchmarks/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
serve_registry
cd "$work"

openssl rand -out big.bin "$((size * 1024 * 1024))"
python3 - "$files" <<'END'
import os, sys
os.mkdir("many")
for number in range(int(sys.argv[1])):
    with open(f"many/{number:05}.bin", "wb") as file:
        file.write(os.urandom(10 << 10))
END
model=models/bench/git
for name in git cairn many draft; do cairn -q -R "$url" new "bench/$name" >/dev/null; done
git clone -q "$url" up
cairn -q clone "$url" upload >/dev/null

# What `sample` calls, which takes no quotes.
script() { { echo '#!/bin/sh -e'; cat; } >"bin/$1" && chmod +x "bin/$1"; }
script cp-openssl <<<'cp big.bin copy.bin; openssl dgst -sha256 copy.bin'
script git-up <<<"cd up; git add models; git commit -qm More; git push -q origin HEAD:main"
script cp-many <<<'cp -r many copy; sync'
# Where the server takes a whole artifact by one request, or gives it.
address() {
    curl -sSf -H 'Content-Type: application/vnd.git-lfs+json' -H "Authorization: Bearer $token" \
        --data "{\"operation\":\"$1\",\"objects\":[{\"oid\":\"$oid\",\"size\":$bytes}]}" \
        "$url/info/lfs/objects/batch" | sed "s/.*\"$1\":{[^}]*\"href\":\"\([^\"]*\)\".*/\1/"
}

# Another file of the same size: git lfs sends none that a pushed commit names already.
renew() {
    printf '%16d' "$turn" | dd of=big.bin conv=notrunc status=none
    oid=$(sha256sum big.bin | cut -d' ' -f1)
    bytes=$((size << 20))
}
# aside PATH…: takes away what a run left. Small files are moved, for ext4 passes every inode that was
# freed in the last minutes when it looks for a new one, and whoever makes files next would pay for it.
aside() {
    local grave
    grave=$(mktemp -d "$work/aside-XXXXXX")
    find "$@" -type f -size +1M -delete 2>/dev/null || true
    mv "$@" "$grave" 2>/dev/null || true
}
# Takes everything from the server's store, and from cairn's own.
forget() { aside served.git/lfs/objects/[0-9a-f][0-9a-f] home/.cache; }

# The next version of the model that stock git pushes, made but for adding its file.
prepare_git() {
    forget
    aside up/.git/lfs
    git -C up pull -q --rebase
    mkdir -p "up/$model/artifacts"
    printf 'schema: cairn.version/v1\nversion: %d\n' "$((turn + 1))" >"up/$model/version.yaml"
    cp big.bin "up/$model/artifacts/big.bin"
}
# prepare_upload FILES: a commit with them, pushed by nobody: `cairn upload` sends what it names.
prepare_upload() {
    forget
    aside upload/.git/lfs
    git -C upload reset -q --hard origin/main
    cairn -q -C upload add bench/draft "../$1"
    git -C upload add models
    git -C upload commit -qm Draft
}
fetched='aside out home/.cache'

echo "One file of $size MiB and $files of 10 KiB, $runs runs each, on $(nproc) cores; $(git lfs version)"
# In turns, so that whatever else this machine does meets all of them alike; the first only warms up.
for ((turn = 0; turn <= runs; turn++)); do
    if ((turn == 1)); then rm -f ./*.samples; fi
    sample dd 'rm -f copy.bin' 'dd if=big.bin of=copy.bin bs=1M conv=fsync'
    sample openssl 'rm -f copy.bin' 'openssl dgst -sha256 big.bin'
    sample cp-openssl 'rm -f copy.bin' cp-openssl
    rm -f copy.bin
    renew
    sample curl-up forget "curl -sSf -T big.bin $(address upload)"
    sample curl-down 'rm -f copy.bin' "curl -sSf -o copy.bin $(address download)"
    sample git-up prepare_git git-up
    sample cairn-upload 'prepare_upload big.bin' 'cairn -q -C upload upload'
    sample cairn-up forget "cairn -q -R $url register bench/cairn big.bin --no-detect -m x"
    sample cairn-down "$fetched" "cairn -q -R $url fetch bench/cairn@v$((turn + 1)) -o out"
    sample git-down "rm -rf down copy.bin; GIT_LFS_SKIP_SMUDGE=1 git clone -q $url down" \
        'git -C down lfs pull --include=models/bench/cairn/**'
    cmp big.bin down/models/bench/cairn/artifacts/big.bin
    cmp big.bin out/artifacts/big.bin
    sample cp-many 'aside copy out; forget' cp-many
    sample many-upload 'aside copy; prepare_upload many' 'cairn -q -C upload upload'
    sample many-up forget "cairn -q -R $url register bench/many many --no-detect -m x"
    sample many-down "$fetched" "cairn -q -R $url fetch bench/many@v$((turn + 1)) -o out"
done
for name in *.samples; do collect "${name%.samples}"; done

# line NAME: its median, and the range.
line() {
    read -r middle highest least most <"$1.median"
    printf '%-14s %8.2f s  (%.2f to %.2f)  peak %5d MiB\n' "$1" "$middle" "$least" "$most" "$highest"
}
for name in dd openssl cp-openssl curl-up git-up cairn-upload cairn-up curl-down git-down \
    cairn-down cp-many many-upload many-up many-down; do line "$name"; done
slower='dd'
if awk -v a="$(median openssl)" -v b="$(median dd)" 'BEGIN { exit !(a > b) }'; then slower=openssl; fi
echo
echo "git add, commit, push / cairn register: $(ratio git-up cairn-up)   target at least 2.00"
echo "git lfs pull / cairn fetch:             $(ratio git-down cairn-down)   target at least 2.00"
echo "cairn upload / $slower: $(ratio cairn-upload $slower)   cairn fetch / $slower: $(ratio cairn-down $slower)   target at most 1.50"
echo "cairn upload / curl: $(ratio cairn-upload curl-up)   cairn fetch / curl: $(ratio cairn-down curl-down)"
echo "$files files / cp -r and sync: upload $(ratio many-upload cp-many), fetch $(ratio many-down cp-many)   target at most 3.00"
echo "all of cairn register: $(ratio many-up cp-many)"
