-- question: which domains announce MTA-STS or TLS reporting?
-- unit: domains
-- numerator: mail domains by what the TXT record at _mta-sts (RFC 8461) and at _smtp._tls (RFC 8460) is; denominator: N4
-- roll-up: none. A record is an announcement: whether the policy behind it is there and kept is another question
-- model in print: Ashiq et al., IMC 2025 (0.07 % of .com with MX announce MTA-STS)
with kinds (place, state) as (
  values (1, 'VALID'), (2, 'INVALID'), (3, 'NONE'), (4, 'LOOKUP_FAILED')
),
records as (
  select mta_sts_record, tlsrpt_record from domains where mail_route in ('EXPLICIT_MX', 'IMPLICIT_MX')
),
mta_sts as (
  select mta_sts_record as state, count(*) as domains from records group by mta_sts_record
),
tlsrpt as (
  select tlsrpt_record as state, count(*) as domains from records group by tlsrpt_record
)
select
  kinds.state,
  coalesce(mta_sts.domains, 0) as mta_sts,
  coalesce(tlsrpt.domains, 0) as tlsrpt,
  (select count(*) from records) as all_domains
from kinds
left join mta_sts on mta_sts.state = kinds.state
left join tlsrpt on tlsrpt.state = kinds.state
order by kinds.place
