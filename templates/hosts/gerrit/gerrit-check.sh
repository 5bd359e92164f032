#!/bin/sh
# Judges one patch set by this registry's own rules, and votes Cairn +1 or -1. The CI runs it as it
# is on main, never as a change has it; the variables are those of Jenkins' Gerrit Trigger:
#
#     git fetch "ssh://$GERRIT_USER@$GERRIT_HOST:$GERRIT_PORT/$GERRIT_PROJECT" main
#     git show FETCH_HEAD:.gerrit/check.sh >check.sh && sh check.sh
#
# It wants cairn, git, jq and ssh. On new patch sets, and again when somebody has approved.
set -eu
address="ssh://${GERRIT_USER:?}@${GERRIT_HOST:?}:${GERRIT_PORT:?}"
case ${GERRIT_CHANGE_NUMBER:?},${GERRIT_PATCHSET_NUMBER:?} in
*[!0-9,]*) echo 'That is no patch set.' >&2 && exit 2 ;;
esac

# The target's own branches and tags, and the patch set; no files.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone --quiet --no-checkout "$address/${GERRIT_PROJECT:?}" "$work/catalog"
git -C "$work/catalog" fetch --quiet origin "${GERRIT_REFSPEC:?}"
status=0
cairn check -C "$work/catalog" --target="${GERRIT_BRANCH:?}" \
    --proposal="${GERRIT_PATCHSET_REVISION:?}" --format markdown >"$work/verdict.md" || status=$?
cat "$work/verdict.md"
[ "$status" = 0 ] && vote=1 || vote=-1
jq --raw-input --slurp --argjson vote "$vote" '{labels: {Cairn: $vote}, message: .}' \
    "$work/verdict.md" | ssh -p "$GERRIT_PORT" "$GERRIT_USER@$GERRIT_HOST" \
    gerrit review --json "$GERRIT_CHANGE_NUMBER,$GERRIT_PATCHSET_NUMBER"
exit "$status"
