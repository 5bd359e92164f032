#!/bin/sh
# Sets what a Forgejo repository needs so that only pull requests move main and the stages, and only
# when Cairn's job allows it. Run it once, as an administrator of it, with a token that may:
#
#     FORGEJO_TOKEN=… sh .forgejo/protect.sh https://forgejo.example.com owner/repository admin
#
# The third word is who opens stages; what this sets, and in which screens: docs/hosts.md.
set -eu
api="${1:?the address of Forgejo}/api/v1/repos/${2:?the path of the repository}"
opener=${3:?the name of the user who opens stages}

send() {
    curl --fail --silent --show-error --output /dev/null --header 'Content-Type: application/json' \
        --header "Authorization: token ${FORGEJO_TOKEN:?a token that may change settings}" "$@"
}

# Fast-forward alone keeps main straight, and moves a stage to the very proposal that was approved.
send --request PATCH "$api" --data '{
    "allow_merge_commits": false, "allow_rebase": false, "allow_rebase_explicit": false,
    "allow_squash_merge": false, "allow_fast_forward_only_merge": true,
    "default_merge_style": "fast-forward-only"}'

# Rule, context, and whether somebody may push past it (in JSON), which is how a stage is opened.
protect() {
    rule=$(printf %s "$1" | sed 's,/,%2F,g; s,\*,%2A,g')
    send --request DELETE "$api/branch_protections/$rule" 2>/dev/null || :
    send --request POST "$api/branch_protections" --data "{
        \"rule_name\": \"$1\", \"enable_push\": $3, \"enable_push_whitelist\": $3,
        \"push_whitelist_usernames\": [$4],
        \"enable_status_check\": true, \"status_check_contexts\": [\"$2\"],
        \"block_on_rejected_reviews\": true, \"block_on_outdated_branch\": true,
        \"dismiss_stale_approvals\": true, \"apply_to_admins\": true}"
}
protect main cairn-main false ''
protect 'stages/**' cairn-stage true "\"$opener\""
