#!/usr/bin/env bash
# Crawler or broker killed at random moments: after --resume every table equals that of an undisturbed run.
set -eu
home=${CENSUS_HOME:-$(cd "$(dirname "$0")/../.." && pwd)}
command -v python3 >/dev/null || exit 77
exec python3 "$home/deploy/bench/kills" \
    "$home/crawler/src/main/resources/org/starttls/census/crawler/cli/demo-domains.csv" --kills 3 --seed "$RANDOM"
