# What the tests of other people's clients share: a registry, a token for it, and a server, all in a
# folder of their own that goes with them.
# shellcheck shell=bash
# To be sourced. CAIRN names the program.

# shellcheck disable=SC2034 # for whoever sources this
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cairn=$(realpath "${CAIRN:?CAIRN names the program to test}")
work=$(mktemp -d)
server=
end() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    # git-annex takes the right to write from its folders.
    chmod -R u+w "$work"
    rm -rf "$work"
}
trap end EXIT

# Makes a registry, with alice's token where git looks for passwords.
make_registry() {
    export HOME=$work/home GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
    mkdir -p "$HOME"
    git config --global user.name alice
    git config --global user.email alice@example.com
    ssh-keygen -q -t ed25519 -N '' -f "$work/key"
    "$cairn" -q init "$work/acme.git" --name acme --admin alice@example.com \
        --key "$work/key.pub" >/dev/null
    local token
    token=$("$cairn" -R "$work/acme.git" token create alice@example.com --scope write \
        --format json | sed 's/.*"token":"\([^"]*\)".*/\1/')
    git config --global credential.helper \
        "!f() { echo username=any; echo password=$token; }; f"
}

# serve OPTION…: serves it on a port of its own; its address is in `url` then.
serve() {
    : >"$work/log"
    "$cairn" serve "$work/acme.git" --listen localhost:0 "$@" 2>>"$work/log" &
    server=$!
    for ((wait = 0; wait < 100; wait++)); do
        url=$(sed -n 's/^acme is at //p' "$work/log")
        [ -z "$url" ] || return 0
        sleep 0.1
    done
    cat "$work/log" >&2
    return 1
}
