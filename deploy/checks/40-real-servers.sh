#!/usr/bin/env bash
# Postfix, Exim, Sendmail and OpenSMTPD in several states: our tables say what posttls-finger says of the same servers.
set -eu
home=${CENSUS_HOME:-$(cd "$(dirname "$0")/../.." && pwd)}
command -v python3 >/dev/null || exit 77
exec python3 "$home/deploy/lab/real-servers-agree" "${CENSUS_REAL_SERVERS:-$home/target/real-servers}"
