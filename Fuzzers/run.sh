#!/usr/bin/env bash
# Lets libFuzzer try every reader of bytes from outside, or those that are named.
#
#   Fuzzers/run.sh [TARGET…]     TARGET as in Fuzzers/Targets/FuzzTarget.swift
#   RUNS=10000000                how many inputs for each, 0 for no end
#   SECONDS_EACH=3600            how long at most for each
#
# What it finds interesting is kept in .build/fuzz/corpus; what breaks a property is a file
# .build/fuzz/found/<target>-crash-*, to be added to Fuzzers/Corpus with the mending.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly build=.build/fuzz runs=${RUNS:-10000000} seconds=${SECONDS_EACH:-3600}
# A trap must end the process at once, for libFuzzer to write down what caused it.
export SWIFT_BACKTRACE=enable=no

CAIRN_FUZZ=1 swift build -c release --sanitize=fuzzer --scratch-path "$build" --product fuzz \
    -Xswiftc -parse-as-library
fuzz=$(CAIRN_FUZZ=1 swift build -c release --scratch-path "$build" --show-bin-path)/fuzz
readonly fuzz

if [ "$#" -eq 0 ]; then
    cd Fuzzers/Corpus
    set -- *
    cd ../..
fi
mkdir -p "$build/found"
for target in "$@"; do
    mkdir -p "$build/corpus/$target"
    dictionary=Fuzzers/Dictionaries/$target.dict
    FUZZ_TARGET=$target "$fuzz" "-runs=$runs" "-max_total_time=$seconds" -max_len=4096 \
        -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 "-dict=$dictionary" \
        "-artifact_prefix=$build/found/$target-" \
        "$build/corpus/$target" "Fuzzers/Corpus/$target" 2>"$build/$target.log" || {
        tail -n 20 "$build/$target.log" >&2
        exit 1
    }
    awk -v target="$target" '
        /number_of_executed_units/ { runs = $2 }
        /average_exec_per_sec/ { rate = $2 }
        END { printf "%-10s %10d executions, %7d a second, nothing found\n", target, runs, rate }
    ' "$build/$target.log"
done
