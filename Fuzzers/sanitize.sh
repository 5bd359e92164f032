#!/usr/bin/env bash
# Builds everything with a sanitizer and runs the tests under it.
#
#   Fuzzers/sanitize.sh address|thread [FILTER]     FILTER as for `swift test --filter`
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly kind=$1 filter=${2:-} build=.build/$1
readonly flags=(--sanitize="$kind" --scratch-path "$build"
    --explicit-target-dependency-import-check error)

# Swift's runtime and OpenSSL keep what they allocate once, so leaks are looked for elsewhere: the
# test `frees its handles`.
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=1
export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1:suppressions=$PWD/$build.supp
export SWIFT_BACKTRACE=enable=no

mkdir -p .build
{
    cat Fuzzers/thread.supp
    grep -rlw Mutex Sources Tests | sort | sed 's#^#race:/#'
} >"$build.supp"

swift build "${flags[@]}" --build-tests
# A session at the shell starts some hundred processes, each of which would start a sanitizer; what
# they do is done by the other tests in one process.
swift test "${flags[@]}" --skip-build --disable-xctest --skip TranscriptTests \
    ${filter:+--filter "$filter"}
