-- question: who runs the mail of the list, and how well?
-- unit: domains, grouped by operator of the MX host of lowest preference (host_verdicts.operator)
-- numerator: domains served; denominator: N4. STARTTLS and certificates: YES over known (YES and NO) of the domains served
-- roll-up: starttls any, certificate all, three-valued; the 20 largest, then the rest
-- model in print: Liu et al., IMC 2021; Durumeric et al., IMC 2015
with operators as (
  select
    coalesce(operator, '(no MX host that can be looked up)') as operator,
    count(*) as domains,
    count(*) filter (where starttls_any = 'YES') as starttls,
    count(*) filter (where starttls_any in ('YES', 'NO')) as starttls_known,
    count(*) filter (where certificate_valid = 'YES') as certificate,
    count(*) filter (where certificate_valid in ('YES', 'NO')) as certificate_known,
    count(*) filter (where protection in ('DANE', 'MTA_STS', 'POLICY_LIST')) as protected
  from mail_domains
  group by 1
),
host_counts as (
  select operator, count(*) as hosts from host_verdicts group by operator
),
places as (
  select
    operators.*,
    coalesce(host_counts.hosts, 0) as hosts,
    row_number() over (order by operators.domains desc, operators.operator) as place
  from operators
  left join host_counts on host_counts.operator = operators.operator
),
lines as (
  select
    case when place <= 20 then place else 21 end as place,
    case when place <= 20 then operator else 'the rest' end as operator,
    domains, hosts, starttls, starttls_known, certificate, certificate_known, protected
  from places
),
sums as (
  select
    place,
    operator,
    cast(sum(domains) as bigint) as domains,
    cast(sum(hosts) as bigint) as hosts,
    cast(sum(starttls) as bigint) as starttls,
    cast(sum(starttls_known) as bigint) as starttls_known,
    cast(sum(certificate) as bigint) as certificate,
    cast(sum(certificate_known) as bigint) as certificate_known,
    cast(sum(protected) as bigint) as protected
  from lines
  group by place, operator
)
select
  place,
  operator,
  hosts,
  domains,
  (select count(*) from mail_domains) as all_domains,
  cast(sum(domains) over (order by place rows between unbounded preceding and current row) as bigint) as cumulative,
  starttls,
  starttls_known,
  certificate,
  certificate_known,
  protected
from sums
order by place
