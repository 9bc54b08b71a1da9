-- question: what is the strongest protection that holds for each mail domain?
-- unit: domains
-- numerator: domains by protection; denominator: N4
-- roll-up: the strongest that holds, in the order of the table
-- model in print: none; the vocabulary is that of docs/method.md
with kinds (place, protection) as (
  values
    (1, 'DANE'), (2, 'MTA_STS'), (3, 'POLICY_LIST'), (4, 'OPPORTUNISTIC_VALID'), (5, 'OPPORTUNISTIC'), (6, 'NONE'),
    (7, 'UNKNOWN')
),
counts as (
  select protection, count(*) as domains from mail_domains group by protection
)
select
  kinds.protection,
  coalesce(counts.domains, 0) as domains,
  (select count(*) from mail_domains) as all_domains
from kinds
left join counts on counts.protection = kinds.protection
order by kinds.place
