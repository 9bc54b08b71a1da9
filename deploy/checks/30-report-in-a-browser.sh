#!/usr/bin/env bash
# The report in a real browser, at desktop and phone width: the console is silent, and nothing is requested but the page.
set -eu
home=${CENSUS_HOME:-$(cd "$(dirname "$0")/../.." && pwd)}
browser=
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then
        browser=$name
        break
    fi
done
[ -n "$browser" ] || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$home/census" demo --out "$work" >"$work/demo.log" 2>&1 || {
    cat "$work/demo.log"
    exit 1
}
page="file://$work/demo/report/index.html"
for width in 1280 390; do
    "$browser" --headless=new --no-sandbox --disable-gpu --disable-background-networking --no-first-run \
        --user-data-dir="$work/profile-$width" --enable-logging=stderr --log-net-log="$work/net-$width.json" \
        --window-size="$width,2000" --screenshot="$work/report-$width.png" "$page" 2>"$work/browser-$width.log"
    if grep -E "CONSOLE" "$work/browser-$width.log"; then
        echo "the console is not silent at $width pixels"
        exit 1
    fi
    # Every request of the page stands in the net log with its URL; the browser's own go to other hosts.
    others=$(grep -oE '"url":"(file|https?)://[^"]*"' "$work/net-$width.json" | sort -u |
        grep -vF "\"url\":\"$page\"" | grep -vE 'google|gvt1|chrome' || true)
    if [ -n "$others" ]; then
        echo "the page requests: $others"
        exit 1
    fi
    test -s "$work/report-$width.png"
    echo "$width pixels: console silent, nothing requested"
done
if [ -n "${CENSUS_KEEP:-}" ]; then
    cp "$work"/report-*.png "$CENSUS_KEEP"
fi
