#!/usr/bin/env bash
# Servers that behave oddly or with hostility, and somebody on the path: what is recorded is what the transcripts expect.
set -eu
home=${CENSUS_HOME:-$(cd "$(dirname "$0")/../.." && pwd)}
command -v python3 >/dev/null || exit 77
exec python3 "$home/deploy/lab/behaviours-agree" "$home/crawler/src/test/resources/transcripts" "$home/deploy/lab/behaviours"
