-- question: from the lines of the list to protected domains, how many remain at each step, and why did the others drop out?
-- unit: N0 to N4 and N16 domains, N5 MX hosts, N6 to N15 addresses (pairs of MX host and address)
-- numerator, denominator: none; within a unit a step equals the next one plus its losses
-- roll-up: none; an endpoint counts by its last word
-- model in print: Durumeric et al., IMC 2015; the steps are those of docs/method.md
-- entry: COUNT the step itself; PART a part of it; LOST what is missing against the step before, by reason (a negative loss
--        is a gain: STARTTLS accepted although it was not offered)
with losses_at_start as (
  select
    case
      when endpoints.no_word is not null then endpoints.no_word
      else endpoints.ending
    end as reason,
    count(*) as n
  from endpoints
  where not connected
  group by 1
),
entries as (
  select 0 as step, 'COUNT' as entry, '' as reason, (select count(*) from domains) + (select count(*) from rejected) as n
  union all
  select 1, 'COUNT', '', count(*) from domains
  union all
  select 1, 'LOST', reason, count(*) from rejected group by reason
  union all
  select 2, 'COUNT', '', count(*) from domains where mail_route <> 'SKIPPED'
  union all
  select 2, 'LOST', coalesce(skip_reason, 'NOT_RECORDED'), count(*) from domains where mail_route = 'SKIPPED' group by 3
  union all
  select 3, 'COUNT', '', count(*) from domains where mail_route not in ('SKIPPED', 'LOOKUP_FAILED')
  union all
  select 3, 'LOST', mail_route, count(*) from domains where mail_route = 'LOOKUP_FAILED' group by mail_route
  union all
  select 4, 'COUNT', '', count(*) from domains where mail_route in ('EXPLICIT_MX', 'IMPLICIT_MX')
  union all
  select 4, 'PART', mail_route, count(*) from domains where mail_route in ('EXPLICIT_MX', 'IMPLICIT_MX') group by mail_route
  union all
  select 4, 'LOST', mail_route, count(*)
  from domains
  where mail_route in ('NULL_MX', 'NO_MAIL_HOST', 'NO_SUCH_DOMAIN')
  group by mail_route
  union all
  select 5, 'COUNT', '', count(*) from hosts
  union all
  select 5, 'PART', address_lookup, count(*) from hosts group by address_lookup
  union all
  select 6, 'COUNT', '', count(*) from host_addresses
  union all
  select 6, 'PART', case family when 4 then 'v4' else 'v6' end, count(*) from host_addresses group by 3
  union all
  select 6, 'PART', 'distinct', count(distinct address) from host_addresses
  union all
  select 7, 'COUNT', '', count(*) from endpoints where connected
  union all
  select 7, 'LOST', reason, n from losses_at_start
  union all
  select 8, 'COUNT', '', count(*) from endpoints where greeted
  union all
  select 8, 'LOST', ending, count(*) from endpoints where connected and not greeted group by ending
  union all
  select 9, 'COUNT', '', count(*) from endpoints where ehlo_answered
  union all
  select
    9,
    'LOST',
    case when helo_code = 250 and (stage <> 'EHLO' or ending = 'NOT_OFFERED') then 'HELO_ONLY' else ending end,
    count(*)
  from endpoints
  where greeted and not ehlo_answered
  group by 3
  union all
  select 10, 'COUNT', '', count(*) from endpoints where offered
  union all
  select 10, 'LOST', 'NOT_OFFERED', count(*) from endpoints where ehlo_answered and not offered having count(*) > 0
  union all
  select 11, 'COUNT', '', count(*) from endpoints where accepted
  union all
  select 11, 'LOST', ending, count(*) from endpoints where offered and not accepted group by ending
  union all
  select 11, 'LOST', 'HIDDEN_BUT_SUPPORTED', -count(*) from endpoints where accepted and not offered having count(*) > 0
  union all
  select 12, 'COUNT', '', count(*) from endpoints where secured
  union all
  select 12, 'LOST', ending, count(*) from endpoints where accepted and not secured group by ending
  union all
  select 13, 'COUNT', '', count(*)
  from endpoints
  where secured and certificate_status not in ('NO_CERTIFICATE', 'UNPARSABLE')
  union all
  select 13, 'LOST', coalesce(certificate_status, 'NOT_JUDGED'), count(*)
  from endpoints
  where secured and coalesce(certificate_status, 'NO_CERTIFICATE') in ('NO_CERTIFICATE', 'UNPARSABLE')
  group by 3
  union all
  select 14, 'COUNT', '', count(*) from endpoints where secured and certificate_status in ('NAME_MISMATCH', 'VALID')
  union all
  select 14, 'LOST', certificate_status, count(*)
  from endpoints
  where secured and certificate_status not in ('NO_CERTIFICATE', 'UNPARSABLE', 'NAME_MISMATCH', 'VALID')
  group by certificate_status
  union all
  select 15, 'COUNT', '', count(*) from endpoints where secured and certificate_status = 'VALID'
  union all
  select 15, 'LOST', certificate_status, count(*)
  from endpoints
  where secured and certificate_status = 'NAME_MISMATCH'
  group by certificate_status
  union all
  select 16, 'COUNT', '', count(*) from mail_domains where protection in ('DANE', 'MTA_STS', 'POLICY_LIST')
)
select step, entry, reason, n from entries order by step, entry, reason
