#!/usr/bin/env bash
# Throughput of the client by its number of jobs, and what `--jobs auto` makes of it.
#
#   deploy/bench/jobs.sh RECORDINGS [URL]     (ROUNDS=3 JOBS="1 2 4 8 16 auto")
#
# Each number is tried once a round, in an order that turns with the round, so that no number has the warmest server. What
# is printed is files a second, the best of the rounds, and each number's part of the best fixed one.
set -euo pipefail
recordings=${1:?folder of recordings}
server=${2:-http://localhost:8080}
client=$(dirname "$0")/../../client/quartzite-client
read -ra numbers <<<"${JOBS:-1 2 3 4 6 8 12 16 32 auto}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

transcribe() { # number of jobs: seconds that it took
  rm -rf "$work/out"
  local began ended
  began=$(date +%s%N)
  "$client" transcribe "$recordings" --recursive --output "$work/out" --jobs "$1" --server "$server" --quiet
  ended=$(date +%s%N)
  files=$(wc -l <"$work/out/manifest.jsonl")
  awk -v n="$files" -v s=$((ended - began)) -v jobs="$1" 'BEGIN { printf "%s %.2f\n", jobs, n / s * 1e9 }'
}

transcribe 4 >/dev/null # warms the server
for ((round = 0; round < ${ROUNDS:-3}; round++)); do
  for ((i = 0; i < ${#numbers[@]}; i++)); do
    transcribe "${numbers[(i + round * 3) % ${#numbers[@]}]}" | tee -a "$work/figures"
  done
done
awk '
  $2 > best[$1] { best[$1] = $2 }
  $1 != "auto" && $2 > top { top = $2 }
  END { for (jobs in best) printf "%6s %8.2f files a second  %.3f of the best fixed number\n", jobs, best[jobs], best[jobs] / top }
' "$work/figures" | sort -n
