#!/usr/bin/env bash
# Servers of 39 combinations of protocol version, suite and group on three TLS stacks: version, suite, group are recorded right.
set -eu
home=${CENSUS_HOME:-$(cd "$(dirname "$0")/../.." && pwd)}
command -v python3 >/dev/null || exit 77
exec python3 "$home/deploy/lab/zoo" agree "${CENSUS_ZOO:-$home/target/zoo}"
