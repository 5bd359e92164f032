#!/usr/bin/env bash
# The main job, end to end: from an empty folder to a proof, with real models, keys and git.
#
# Needs no network, no keys and no settings of yours: everything happens in a temporary folder,
# which is gone afterwards unless KEEP=1.
set -euo pipefail

examples=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cairn=${CAIRN:-cairn}
work=$(mktemp -d "${TMPDIR:-/tmp}/cairn-demo-XXXXXX")

finish() {
    if [ "${KEEP:-}" = 1 ]; then echo "Kept in $work"; else rm -rf "$work"; fi
}
trap finish EXIT

# Nothing of the machine's own settings is seen, and nothing outside of $work is written.
export HOME=$work/home GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0
export XDG_CONFIG_HOME=$HOME/.config XDG_CACHE_HOME=$HOME/.cache
unset CAIRN_USER CAIRN_REGISTRY SSH_AUTH_SOCK GIT_DIR GIT_WORK_TREE
for name in GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL; do
    unset "$name"
done
mkdir -p "$HOME" "$work/bin"
ln -s "$(command -v "$cairn")" "$work/bin/cairn"
export PATH=$work/bin:$PATH

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; else
    bold='' dim='' plain=''
fi

# say WORDS…: a step of the story. run WORDS…: the exact command, and what it printed.
say() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
show() { printf '%s$ %s%s\n' "$dim" "$*" "$plain"; }
run() {
    show "$(printf '%q ' "$@")"
    "$@" 2>&1 | sed 's/^/  /'
}
# refused CODE WORDS…: the command must fail with that exit code, or the demo does.
refused() {
    local wanted=$1 status=0
    shift
    run "$@" || status=$?
    echo "  [exit $status]"
    [ "$status" -eq "$wanted" ] || { echo "expected exit $wanted" >&2; exit 1; }
}
# As another person, with another key.
as() {
    export GIT_CONFIG_GLOBAL=$HOME/$1.gitconfig
    cd "$work/$1"
}

# person NAME: a throw-away identity with an SSH key.
person() {
    ssh-keygen -q -t ed25519 -N '' -C "$1@example.com" -f "$HOME/$1"
    export GIT_CONFIG_GLOBAL=$HOME/$1.gitconfig
    git config --global user.name "$1"
    git config --global user.email "$1@example.com"
    git config --global user.signingkey "$HOME/$1.pub"
    git config --global gpg.format ssh
    git config --global advice.detachedHead false
    git lfs install --skip-repo >/dev/null
    mkdir -p "$work/$1"
}

digits=$examples/digits
registry=$work/registry.git
person carol
person mallory
person alice

say "1. Alice makes a registry: one bare Git repository, and nothing else to run."
as alice
run cairn init "$registry" --name demo --admin alice@example.com --key "$HOME/alice.pub"
first_commit=$(git -C "$registry" rev-list --max-parents=0 main)
fingerprint=$(ssh-keygen -lf "$registry/cairn/key.pub" | cut -d' ' -f2)
run cairn clone "$registry" models
cd models

say "2. Carol shall review. Her key goes into the catalog, and the policy asks for her approval."
run cairn person add carol@example.com --key "$HOME/carol.pub" --group reviewers --role contributor
sed -i 's/^    # Uncomment.*/    approvals: [{count: 1, from: group:reviewers}]\n    requires: [description, evaluations]\n    card: [Intended use, Limitations]/' registry.yaml
run git commit --quiet -am 'Production takes a review'
run git push --quiet origin main
run cairn policy explain production

say "3. Alice registers v1 of a digit classifier in one command: weights, record, true metrics."
run cairn new vision/digits --description 'Reads handwritten digits'
git pull --quiet
cp "$digits/card.md" models/vision/digits/README.md
sed -i '/^name:/a license: apache-2.0\nrisk: low' models/vision/digits/model.yaml
git commit --quiet -am 'Write the card of vision/digits' && git push --quiet origin main
run cairn register vision/digits "$digits/v1/model.safetensors" --from "$digits/metrics-v1.json" \
    -m 'Logistic regression'

say "4. It may not go to production just like that, and Cairn says everything that is missing."
refused 4 cairn promote vision/digits@v1 --to production
run cairn promote vision/digits@v1 --to staging -m 'First candidate'
run cairn promote vision/digits@v1 --to production -m 'First model'
refused 4 cairn approve vision/digits --stage production --yes

say "5. Carol looks at it in her own clone, and signs with her own key. Then it may go."
as carol
run cairn clone "$registry" models
cd models
run cairn pending --mine
run cairn approve vision/digits --stage production -m 'Card and metrics reviewed' --yes
as alice
cd models
run cairn promote vision/digits@v1 --to production

say "6. v2 is better. It brings a large artifact too: 256 MiB, hashed and stored in one pass."
head -c 268435456 /dev/urandom >"$work/embeddings.bin"
run cairn register vision/digits "$digits/v2/model.safetensors" "$work/embeddings.bin" \
    --from "$digits/metrics-v2.json" -m 'One hidden layer'
run cairn diff vision/digits@v1 vision/digits@v2
run cairn log vision/digits --metrics accuracy,macro_f1

say "7. The same with plain git and git lfs alone: no cairn command, another model."
git pull --quiet
model=models/vision/digits-lite
mkdir -p $model/artifacts
cp "$digits/v1/model.safetensors" $model/artifacts/
printf 'schema: cairn.model/v1\nname: vision/digits-lite\n' >$model/model.yaml
printf 'schema: cairn.version/v1\nversion: 1\ndescription: By hand\n' >$model/version.yaml
run git add $model
run git commit --quiet -m 'vision/digits-lite v1'
run git lfs push origin main
run git push --quiet --no-verify origin main
run cairn list

# promote_reviewed VERSION REASON: through both stages, with Carol's approval.
promote_reviewed() {
    run cairn promote "vision/digits@$1" --to staging -m "$2"
    run cairn promote "vision/digits@$1" --to production -m "$2"
    as carol
    cd models
    run cairn approve vision/digits --stage production -m "$2" --yes
    as alice
    cd models
    run cairn promote "vision/digits@$1" --to production
}

say "8. v2 goes the same way, and a serving host fetches what production runs, verified."
promote_reviewed v2 'Two points fewer errors'
run cairn fetch vision/digits@production -o "$work/serving"
run python3 "$digits/predict.py" "$work/serving/artifacts/model.safetensors"

say "9. v3 was trained on mixed-up labels. Nobody looked closely: it goes live, and back again."
run cairn register vision/digits "$digits/v3/model.safetensors" --from "$digits/metrics-v3.json" \
    -m 'Retrained on new labels'
promote_reviewed v3 'Looks fine'
run cairn rollback vision/digits --stage production -m 'v3 misreads every third digit'
run cairn log vision/digits --stage production

say "10. A rule in the policy, and it can't happen again."
git pull --quiet
sed -i 's/^    card:.*/&\n    metrics: [{name: accuracy, dataset: digits, split: test, max_drop: 0.01}]/' registry.yaml
git commit --quiet -am 'Production may not get worse' && git push --quiet origin main
refused 4 cairn promote vision/digits@v3 --to production --dry-run

say "11. An auditor proves it all, offline, from a fresh clone and two lines kept since step 1."
run cairn clone "$registry" "$work/audit"
cd "$work/audit"
mv "$registry" "$registry.away" # nothing but the clone is there now
run cairn verify --trust "$first_commit,$fingerprint"
mv "$registry.away" "$registry"
run cairn verify vision/digits@production --bytes --trust "$first_commit,$fingerprint"

say "12. One byte of the weights is changed where they lie: caught."
digest=$(sha256sum "$digits/v2/model.safetensors" | cut -d' ' -f1)
object=$registry/lfs/objects/${digest:0:2}/${digest:2:2}/$digest
chmod u+w "$object"
cp "$object" "$work/good"
printf 'X' | dd of="$object" bs=1 seek=1000 conv=notrunc status=none
refused 6 cairn verify vision/digits@production --bytes
cp "$work/good" "$object"
chmod 444 "$object"

say "13. Mallory forges Carol's approval, with write access to the very disk: caught."
as alice
cd models
run cairn register vision/digits "$digits/v1/model.safetensors" --from "$digits/metrics-v1.json" \
    -m 'Backdoored' --no-detect
run cairn promote vision/digits@v4 --to staging -m 'Innocent'
run cairn promote vision/digits@v4 --to production -m 'Innocent'
as carol
cd models
git fetch --quiet
proposal=$(git rev-parse origin/promote/production/vision/digits)
as mallory
git clone --quiet "$registry" models
cd models
tag=approvals/production/vision/digits/$proposal/carol@example.com/1
cairn show vision/digits@v4 --format json >"$work/v4.json"
version_digest=$(sed -n 's/.*"digest" *: *"\(sha256:\)\{0,1\}\([0-9a-f]\{64\}\)".*/\2/p' "$work/v4.json" | head -n 1)
cat >"$work/forged" <<END
Approve vision/digits v4 for production

Decision: approve
Registry: $(sed -n 's/^id: //p' registry.yaml)
Stage: production
Model: vision/digits
Version: 4
Version-Digest: sha256:$version_digest
Proposal: $proposal
Base: $(git rev-parse "$proposal^")
Signer: carol@example.com
Number: 1
END
git tag -s -F "$work/forged" --cleanup=verbatim "$tag" "$proposal"
refused 1 git push --quiet origin "refs/tags/$tag"
show "git -C registry.git fetch …; git update-ref …    # past the hooks, on the disk itself"
git -C "$registry" fetch --quiet "$work/mallory/models" "refs/tags/$tag:refs/tags/$tag"
git -C "$registry" update-ref refs/heads/stages/production/vision/digits "$proposal"
cd "$work/audit"
git fetch --quiet --tags
refused 4 cairn verify vision/digits@production

say "Done: what production runs was approved, by name, by key, byte for byte; or the proof fails."
