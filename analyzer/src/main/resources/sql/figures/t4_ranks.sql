-- question: does the rank of a domain make a difference?
-- unit: domains, in bins of equally many ranks
-- numerator: mail domains of the bin for which the fact is YES; denominator: known (YES and NO)
-- roll-up: starttls any, certificate all, three-valued
-- bins: 10,000 ranks; for a list that does not reach rank 100,000 the smallest of 1, 2 and 5 times a power of ten that makes
--       at most ten bins
-- model in print: Lee et al., USENIX Security 2020, and Ashiq et al., IMC 2025, bins of 10,000 ranks
with sizes (size) as (
  values (1), (2), (5), (10), (20), (50), (100), (200), (500), (1000), (2000), (5000), (10000)
),
bin as (
  select coalesce(min(sizes.size), 10000) as size
  from sizes
  where sizes.size * 10 >= (select coalesce(max(rank), 1) from domains)
),
placed as (
  select
    (listed.rank - 1 - (listed.rank - 1) % bin.size) as base,
    bin.size,
    mail.domain,
    mail.starttls_any,
    mail.certificate_valid,
    mail.protection
  from domains as listed
  cross join bin
  left join mail_domains as mail on mail.domain = listed.domain
)
select
  base + 1 as first_rank,
  base + size as last_rank,
  count(*) as domains,
  count(domain) as mail_domains,
  count(*) filter (where starttls_any = 'YES') as starttls,
  count(*) filter (where starttls_any in ('YES', 'NO')) as starttls_known,
  count(*) filter (where domain is not null and coalesce(starttls_any, 'UNKNOWN') = 'UNKNOWN') as starttls_unknown,
  count(*) filter (where certificate_valid = 'YES') as certificate,
  count(*) filter (where certificate_valid in ('YES', 'NO')) as certificate_known,
  count(*) filter (where domain is not null and certificate_valid = 'UNKNOWN') as certificate_unknown,
  count(*) filter (where protection in ('DANE', 'MTA_STS', 'POLICY_LIST')) as protected
from placed
group by base, size
order by base
