#!/bin/sh
# Runs a process of the program: sh scripts/run.sh FILE [ARGUMENTS]
root=$(cd "$(dirname "$0")/.." && pwd)

# glibc keeps what is freed for later, in several places; a region in the embedded database would not fit into 1.5 GB.
export MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072
# What was parsed once is kept on disk: threads start in half the time.
export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE-$root/node_modules/.cache/node}"
# Threads that compute make much garbage at once: room for it from the start, and no second thread that helps clear it
# while another one computes.
exec node --min-semi-space-size=8 --max-semi-space-size=8 --no-parallel-scavenge --import "$root/server/require-node.js" "$@"
