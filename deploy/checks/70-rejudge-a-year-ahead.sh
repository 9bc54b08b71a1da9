#!/usr/bin/env bash
# A campaign of the lab judged again: by the same rules the same bytes; a year ahead exactly those probes change whose chain
# has a certificate that ends in that year, and they are expired then; signs and everything about STARTTLS stay.
set -eu
home=${CENSUS_HOME:-$(cd "$(dirname "$0")/../.." && pwd)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$home/census" demo --out "$work" >"$work/log" 2>&1 || {
    cat "$work/log"
    exit 1
}
campaign=$work/demo

sums() { # SET
    (cd "$campaign/verdicts/$1" && find . -type f | LC_ALL=C sort | while read -r file; do cksum "$file"; done)
}
ask() { # QUERY: its only number
    "$home/census" sql "$campaign" --format csv "$1" | tail -n 1
}
must_be() { # EXPECTED FOUND WHAT
    [ "$1" = "$2" ] || {
        echo "$3: expected $1, found $2"
        exit 1
    }
    echo "$3: $2"
}

sums 1 >"$work/scanned"
"$home/census" rejudge "$campaign" >/dev/null
sums 1 >"$work/first"
"$home/census" rejudge "$campaign" >/dev/null
sums 1 >"$work/second"
cmp "$work/scanned" "$work/first"
cmp "$work/first" "$work/second" && echo "judged by the scan and twice again: the same bytes"

at=$(ask "select strftime(max(started_at) + interval 365 days, '%Y-%m-%dT%H:%M:%SZ') from probes")
"$home/census" rejudge "$campaign" --at "$at" --as a-year-ahead >/dev/null
sums 1 >"$work/third"
cmp "$work/second" "$work/third" && echo "the campaign's own verdicts are as they were"

"$home/census" sql "$campaign" "
    select own.certificate_status as own, later.certificate_status as a_year_ahead, count(*) as probes
    from probe_verdicts_by_set own join probe_verdicts_by_set later using (probe_id)
    where own.verdict_set = 'own' and later.verdict_set = 'a-year-ahead' and own.certificate_status is not null
    group by all order by all"
compared="
    with own as (select probe_id, certificate_status, v::varchar as verdict from probe_verdicts v),
    later as (
      select probe_id, certificate_status, v::varchar as verdict
      from (select * exclude (verdict_set) from probe_verdicts_by_set where verdict_set = 'a-year-ahead') v
    ),
    pairs as (
      select
        probe_id,
        own.certificate_status is distinct from later.certificate_status as status_changed,
        own.verdict is distinct from later.verdict as changed,
        later.certificate_status as later_status
      from own join later using (probe_id)
    ),
    ending as (
      select distinct probe_id
      from probes
      join probe_certificates using (probe_id)
      join certificates using (sha256)
      where certificates.not_after >= probes.started_at and certificates.not_after < timestamptz '$at'
    )"
probes=$(ask "select count(*) from probe_verdicts")
ending=$(ask "$compared select count(*) from ending")
[ "$ending" -gt 0 ] || {
    echo "no certificate of the campaign ends in a year"
    exit 1
}
must_be "$probes" "$(ask "$compared select count(*) from pairs")" "probes judged both times"
must_be "$ending" "$(ask "$compared select count(*) from pairs where status_changed")" "probes whose status changed"
must_be "$ending" "$(ask "$compared select count(*) from pairs join ending using (probe_id)
    where status_changed and later_status = 'EXPIRED'")" "of these with a certificate that ends in the year, and expired then"
must_be 0 "$(ask "$compared select count(*) from pairs where changed and not status_changed")" "other verdicts that changed"
for table in signs host_verdicts domain_verdicts; do
    columns="* exclude (verdict_set)"
    case $table in
        host_verdicts) columns="mx_host, starttls, dane, rules_version" ;;
        domain_verdicts) columns="* exclude (verdict_set, certificate_valid_all, protection)" ;;
    esac
    must_be 0 "$(ask "
        with own as (select $columns from ${table}_by_set where verdict_set = 'own'),
        later as (select $columns from ${table}_by_set where verdict_set = 'a-year-ahead')
        select count(*) from ((from own except all from later) union all (from later except all from own))")" \
        "rows of $table that differ in anything but certificates"
done

"$home/census" report "$campaign" >/dev/null
grep '^certificate \(VALID\|EXPIRED\),' "$campaign/report/tables/verdict-sets.csv"
