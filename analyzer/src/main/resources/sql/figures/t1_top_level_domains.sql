-- question: how do the largest top-level domains of the list compare?
-- unit: domains
-- numerator: mail domains with STARTTLS at any MX host (YES); denominator: known (YES and NO)
-- roll-up: any, three-valued; the ten top-level domains with most mail domains, then the rest
-- model in print: Lee et al., USENIX Security 2020, table 1; Ashiq et al., IMC 2025, table 1
with sizes as (
  select
    listed.tld,
    count(*) as domains,
    count(mail.domain) as mail_domains,
    count(*) filter (where mail.starttls_any = 'YES') as starttls,
    count(*) filter (where mail.starttls_any in ('YES', 'NO')) as known,
    count(*) filter (where mail.domain is not null and coalesce(mail.starttls_any, 'UNKNOWN') = 'UNKNOWN') as unknown,
    count(*) filter (where mail.protection in ('DANE', 'MTA_STS', 'POLICY_LIST')) as protected
  from domains as listed
  left join mail_domains as mail on mail.domain = listed.domain
  group by listed.tld
),
places as (
  select sizes.*, row_number() over (order by mail_domains desc, domains desc, tld) as place from sizes
),
lines as (
  select
    case when place <= 10 then place else 11 end as place,
    case when place <= 10 then tld else 'the rest' end as tld,
    domains, mail_domains, starttls, known, unknown, protected
  from places
)
select
  place,
  tld,
  cast(sum(domains) as bigint) as domains,
  cast(sum(mail_domains) as bigint) as mail_domains,
  cast(sum(starttls) as bigint) as starttls,
  cast(sum(known) as bigint) as known,
  cast(sum(unknown) as bigint) as unknown,
  cast(sum(protected) as bigint) as protected
from lines
group by place, tld
order by place
