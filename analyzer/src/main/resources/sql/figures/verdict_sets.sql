-- question: what do the same facts come to by each set of verdicts?
-- unit: addresses that completed a handshake (N12); mail domains (N4) where the measure begins with domains
-- numerator: n; certificates by the first status that applies, domains for which the fact is YES
-- denominator: known: N12; domains for which it is YES or NO
-- roll-up: an endpoint counts by its last word; domains as certificate.domain.all, .tls and protected.domain
-- model in print: none; Durumeric et al., IMC 2015, compare trust stores
with sets as (
  select distinct verdict_set from probe_verdicts_by_set
),
kinds (place, status) as (
  values
    (1, 'VALID'), (2, 'NAME_MISMATCH'), (3, 'CONSTRAINT_VIOLATED'), (4, 'INCOMPLETE_CHAIN'), (5, 'UNTRUSTED_ROOT'),
    (6, 'SELF_SIGNED'), (7, 'NOT_YET_VALID'), (8, 'EXPIRED'), (9, 'UNPARSABLE'), (10, 'NO_CERTIFICATE')
),
shown as (
  select
    verdicts.verdict_set,
    verdicts.certificate_status as status,
    coalesce(verdicts.valid_with_known_intermediates, 'NO') as with_known
  from probe_verdicts_by_set as verdicts
  join endpoints on endpoints.probe_id = verdicts.probe_id
  where endpoints.secured
),
statuses as (
  select
    kinds.place,
    'certificate ' || kinds.status as measure,
    sets.verdict_set,
    count(*) filter (where shown.status = kinds.status) as n,
    count(shown.verdict_set) as known
  from sets
  cross join kinds
  left join shown on shown.verdict_set = sets.verdict_set
  group by kinds.place, kinds.status, sets.verdict_set
),
completed as (
  select
    11 as place,
    'certificate valid with known intermediates' as measure,
    sets.verdict_set,
    count(*) filter (where shown.with_known = 'YES') as n,
    count(*) filter (where shown.with_known in ('YES', 'NO')) as known
  from sets
  left join shown on shown.verdict_set = sets.verdict_set
  group by sets.verdict_set
),
judged as (
  select
    verdicts.verdict_set,
    case
      when verdicts.certificate_valid_all is not null then verdicts.certificate_valid_all
      when verdicts.starttls_any = 'NO' then 'NO'
      else 'UNKNOWN'
    end as certificate_valid,
    verdicts.certificate_valid_all,
    case
      when verdicts.protection in ('DANE', 'MTA_STS', 'POLICY_LIST') then 'YES'
      when
        coalesce(verdicts.protection, 'UNKNOWN') = 'UNKNOWN'
        or verdicts.dane = 'UNKNOWN'
        or verdicts.mta_sts = 'UNKNOWN'
        or verdicts.policy_list = 'UNKNOWN' then 'UNKNOWN'
      else 'NO'
    end as is_protected
  from domain_verdicts_by_set as verdicts
  join mail_domains on mail_domains.domain = verdicts.domain
),
facts as (
  select 12 as place, 'domains, certificate valid at every mail host' as measure, verdict_set, certificate_valid as fact
  from judged
  union all
  select 13, 'domains, certificate valid at every mail host that completes TLS', verdict_set, certificate_valid_all
  from judged
  union all
  select 14, 'domains, protected by a policy', verdict_set, is_protected from judged
)
select place, measure, verdict_set, n, known from statuses
union all
select place, measure, verdict_set, n, known from completed
union all
select
  place,
  measure,
  verdict_set,
  count(*) filter (where fact = 'YES') as n,
  count(*) filter (where fact in ('YES', 'NO')) as known
from facts
group by place, measure, verdict_set
order by place, verdict_set
