#!/bin/sh
# Sets what a GitLab project needs so that only merge requests move main and the stages, and only
# when Cairn's job allows it. Run it once, as a maintainer, with a token that may (scope `api`):
#
#     GITLAB_TOKEN=… sh .gitlab/protect.sh https://gitlab.example.com group/project
#
# What it sets, and in which screens the same is: docs/hosts.md.
set -eu
host=${1:?the address of GitLab}
project=$(printf %s "${2:?the path of the project}" | sed 's,/,%2F,g')

api() {
    curl --fail --silent --show-error --output /dev/null \
        --header "PRIVATE-TOKEN: ${GITLAB_TOKEN:?a token that may change settings}" "$@"
}

# Fast-forward alone keeps main straight, and moves a stage to the very proposal that was approved.
# A pipeline that was skipped, or runs with somebody's own variables or in a fork, proves nothing.
api --request PUT "$host/api/v4/projects/$project" \
    --data-urlencode "ci_config_path=.gitlab-ci.yml@$2:main" \
    --data merge_method=ff --data squash_option=never \
    --data only_allow_merge_if_pipeline_succeeds=true \
    --data allow_merge_on_skipped_pipeline=false \
    --data ci_pipeline_variables_minimum_override_role=no_one_allowed \
    --data forking_access_level=disabled --data remove_source_branch_after_merge=true

# 0 nobody, 30 developers, 40 maintainers. `open` is what new stages are made from.
protect() {
    api --request DELETE "$host/api/v4/projects/$project/protected_branches/$1" 2>/dev/null || :
    api --request POST "$host/api/v4/projects/$project/protected_branches" \
        --data-urlencode "name=$2" --data push_access_level=0 --data "merge_access_level=$3" \
        --data allow_force_push=false
}
protect main main 40
protect 'stages%2F%2A' 'stages/*' 40
protect open open 0

api --request DELETE "$host/api/v4/projects/$project/protected_tags/approvals%2F%2A" \
    2>/dev/null || :
api --request POST "$host/api/v4/projects/$project/protected_tags" \
    --data-urlencode 'name=approvals/*' --data create_access_level=30
