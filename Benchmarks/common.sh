# What the benchmarks share: a built cairn, a home of its own, and samples of whole processes.
# shellcheck shell=bash
# To be sourced by a script that has set `runs`. CAIRN names the program to measure; else it is built.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "${BENCH_DIR:=$root/.build}"
work=$(mktemp -d "$BENCH_DIR/bench-XXXXXX")
server=
end() {
    [ -z "$server" ] || kill "$server" || true
    rm -rf "$work"
}
trap end EXIT

if [ -z "${CAIRN:-}" ]; then
    build=(swift build -c release --explicit-target-dependency-import-check error
        --static-swift-stdlib --product cairn)
    (cd "$root" && "${build[@]}" >&2)
    CAIRN=$(cd "$root" && "${build[@]}" --show-bin-path)/cairn
fi
mkdir -p "$work/bin"
cp "$CAIRN" "$work/bin/"
export PATH=$work/bin:$PATH HOME=$work/home GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
export XDG_CACHE_HOME=$HOME/.cache XDG_CONFIG_HOME=$HOME/.config
unset CAIRN_USER CAIRN_REGISTRY
mkdir -p "$HOME"
git config --global user.name bench
git config --global user.email bench@example.com
git config --global init.defaultBranch main
git lfs install --skip-repo >/dev/null

# Makes a registry and serves it on loopback, as `serve` does.
serve_registry() {
    ssh-keygen -q -t ed25519 -N '' -f "$HOME/key"
    cairn -q init "$work/served.git" --name bench --admin bench@example.com \
        --key "$HOME/key.pub" >/dev/null
    serve "$work/served.git" bench@example.com
}

# serve FOLDER ADMIN: serves a registry on loopback: `url` is where, `token` lets an admin in, which
# git knows, and `server` is the process.
serve() {
    token=$(cairn -R "$1" token create "$2" --scope admin \
        --format json | sed 's/.*"token":"\([^"]*\)".*/\1/')
    git config --global credential.helper "!f() { echo username=any; echo password=$token; }; f"
    : >"$work/log"
    cairn serve "$1" --listen 127.0.0.1:0 2>>"$work/log" &
    server=$!
    for ((wait = 0; wait < 100; wait++)); do
        url=$(sed -n 's/^[a-z]* is at //p' "$work/log")
        [ -z "$url" ] || return 0
        sleep 0.1
    done
    cat "$work/log" >&2
    return 1
}

# make_catalog MODELS: a catalog of that size, with ten versions of each model, an index of
# all versions, promotions with signed approvals, and the audit log of it all. It is made once for
# all benchmarks, until the generator changes. Sets `kept`, and `promotions`, how many it has.
make_catalog() {
    local models=$1 namespaces edition
    namespaces=$((models / 100 > 0 ? models / 100 : 1))
    promotions=$((models / 10 < 10000 ? models / 10 : 10000))
    edition=$(cat "$root"/Benchmarks/catalog/*.py | sha256sum | cut -c1-8)
    kept=$BENCH_DIR/catalog-$models-$edition
    [ ! -e "$kept/made" ] || return 0
    rm -rf "$kept"
    mkdir -p "$kept"
    python3 "$root/Benchmarks/catalog" "$kept" --cairn "$work/bin/cairn" --models "$models" \
        --namespaces "$namespaces" --promotions "$promotions"
    git -C "$kept/catalog" config cairn.program "$work/bin/cairn"
    echo "$work/bin/cairn" >"$kept/catalog/hooks/program"
    cairn -R "$kept/catalog" maintenance >&2
    touch "$kept/made"
}

# copy_catalog FOLDER: the catalog of make_catalog, to push to. Packs are never written to, so copies
# share them.
copy_catalog() {
    mkdir "$1"
    (cd "$kept/catalog" && cp -a cairn config HEAD hooks lfs packed-refs refs "$1/" &&
        cp -al objects "$1/objects")
    git -C "$1" config core.hooksPath "$1/hooks"
    git -C "$1" config cairn.program "$work/bin/cairn"
    echo "$work/bin/cairn" >"$1/hooks/program"
}

# serve_catalog MODELS: serves a copy of make_catalog's catalog as on a server that has run for a
# while: the index made, nothing left to write, and everything in the page cache. `$work/promoted`
# names the models that have a version in production.
serve_catalog() {
    make_catalog "$1"
    # That of a million versions takes minutes; it is kept with the catalog.
    cairn -R "$kept/catalog" search is:latest --limit 1 >/dev/null
    copy_catalog "$work/bench"
    sync
    remember_catalog
    serve "$work/bench" admin@example.com
    git -C "$kept/catalog" for-each-ref --format='%(refname:lstrip=4)' \
        refs/heads/stages/production >"$work/promoted"
}

# remember_catalog: has the page cache hold what is served; a virtual machine may have taken it back.
remember_catalog() { cat "$work"/bench/objects/pack/* "$work"/bench/cairn/index/*.db >/dev/null; }

# make_trainer CATALOG: a repository `client` of somebody who trains one `model` and sees what the
# catalog holds without a fetch; `tip` is the commit to build on.
make_trainer() {
    git init -q --bare "$work/client"
    echo "$1/objects" >"$work/client/objects/info/alternates"
    export CAIRN_USER=trainer@example.com
    model=$(git -C "$1" for-each-ref --count=1 --format='%(refname:lstrip=4)' \
        refs/heads/stages/production)
    tip=$(git -C "$1" rev-parse main)
    number=10
}

# version: a commit with the next version of that model, in `tip`.
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

# once COMMAND…: seconds and peak memory in MiB of one run, as two words.
once() {
    python3 - "$@" <<'END'
import os, resource, subprocess, sys, time
good = [int(word) for word in os.environ.get("GOOD", "0").split(",")]
start = time.monotonic()
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
seconds = time.monotonic() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
if status not in good:
    sys.exit(f"bench: {' '.join(sys.argv[1:])}: exit {status}")
print(f"{seconds:.4f} {peak:.0f}")
END
}

# held COMMAND…: the peak of the memory that the process itself held, in MiB: not the packs that it
# has mapped, whose pages are the page cache's. Watching slows it down, so this is not for timing.
held() {
    python3 - "$@" <<'END'
import re, subprocess, sys, time
peak = 0
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
while process.poll() is None:
    with open(f"/proc/{process.pid}/status") as file:
        found = re.search(r"RssAnon:\s+(\d+)", file.read())
    peak = max(peak, int(found[1]) if found else 0)
    time.sleep(0.002)
if process.returncode not in (0, 4):
    sys.exit(f"bench: {' '.join(sys.argv[1:])}: exit {process.returncode}")
print(f"{peak / 1024:.0f}")
END
}

# judged COMMAND…: what once prints, of a command that may answer with a refusal.
judged() { GOOD=0,4 once "$@"; }

# hooks COMMAND…: seconds that the hooks of a push took before its refs moved, and those of all its
# hooks, by what git itself records (trace2).
hooks() {
    rm -f "$work/trace"
    GIT_TRACE2_EVENT=$work/trace "$@" >/dev/null 2>&1
    python3 - "$work/trace" <<'END'
import json, sys
names, taken = {}, []
for line in open(sys.argv[1]):
    event = json.loads(line)
    child = (event["sid"], event.get("child_id"))
    if event["event"] == "child_start" and event.get("child_class") == "hook":
        names[child] = event["hook_name"]
    if event["event"] == "child_exit" and child in names:
        taken.append((names[child], event["t_rel"]))
before = sum(seconds for name, seconds in taken if name != "post-receive")
print(f"{before:.4f} {sum(seconds for _, seconds in taken):.4f}")
END
}

# firstLine COMMAND…: seconds until the first byte of standard output, and peak memory in MiB once
# the reader has gone away.
firstLine() {
    python3 - "$@" <<'END'
import resource, subprocess, sys, time
start = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
line = process.stdout.readline()
seconds = time.monotonic() - start
process.stdout.close()
process.wait()
if not line:
    sys.exit(f"bench: {' '.join(sys.argv[1:])}: no line")
print(f"{seconds:.4f} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f}")
END
}

# sample NAME PREPARE COMMAND [HOW]: one run by `once`, or HOW, added to the samples of NAME. The
# command is words without quotes: a shell to read them would count for milliseconds.
sample() {
    local name=$1 prepare=$2 command=$3 how=${4:-once}
    (cd "$work" && eval "$prepare") >/dev/null 2>&1
    sync
    # shellcheck disable=SC2086
    (cd "$work" && "$how" $command) >>"$work/$name.samples"
}

# collect NAME: the median, the highest peak, the least and the most of its samples, kept.
collect() {
    sort -n "$work/$1.samples" | awk '
        { time[NR] = $1; if ($2 > peak) peak = $2 }
        END { print time[int((NR + 1) / 2)], peak, time[1], time[NR] }' >"$work/$1.median"
}
median() { cut -d' ' -f1 "$work/$1.median"; }
peak() { cut -d' ' -f2 "$work/$1.median"; }
ratio() { awk -v a="$(median "$1")" -v b="$(median "$2")" 'BEGIN { printf "%.2f", a / b }'; }
