#!/usr/bin/env bash
# The demo as a user runs it: ends with a report whose counts are those planted, in the same bytes when reported again,
# and leaves no process behind.
set -eu
home=${CENSUS_HOME:-$(cd "$(dirname "$0")/../.." && pwd)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$home/census" demo --out "$work"
"$home/census" lab compare "$work/truth.json" "$work/demo/report/report.json" >"$work/compared" || {
    cat "$work/compared"
    exit 1
}
tail -n 1 "$work/compared"

cp -r "$work/demo/report" "$work/first"
"$home/census" report "$work/demo" >/dev/null
diff -r "$work/first" "$work/demo/report" && echo "reported twice: the same bytes"

for attempt in 1 2 3 4 5 6 7 8 9 10; do
    pgrep -f "$work" >/dev/null || break
    [ "$attempt" -lt 10 ] || {
        echo "processes are left:"
        pgrep -af "$work"
        exit 1
    }
    sleep 1
done
echo "no process is left"
