-- question: how many MX hosts answer STARTTLS with 220?
-- unit: hosts (distinct MX host names that have an address)
-- numerator: hosts for which the roll-up over their addresses is YES; known: YES and NO; unknown: UNKNOWN
-- denominator: known; bounds over known and unknown. ".reached" leaves out addresses that could not be connected
-- roll-up: any, all over the addresses of a host; three-valued
-- model in print: Facebook 2014 (76 % of MX host names), EFF 2018 (79.81 % of 421)
with addresses as (
  select 'starttls.host' as family, '' as reached, mx_host, starttls from endpoints
  union all
  select 'starttls.host', '.reached', mx_host, starttls from endpoints where connected
),
hosts_seen as (
  select
    family,
    reached,
    mx_host,
    max(case when starttls = 'YES' then 1 else 0 end) as some_yes,
    max(case when starttls = 'NO' then 1 else 0 end) as some_no,
    max(case when starttls = 'UNKNOWN' then 1 else 0 end) as some_unknown
  from addresses
  group by family, reached, mx_host
),
facts as (
  select
    family || '.any' || reached as id,
    case when some_yes = 1 then 'YES' when some_unknown = 1 then 'UNKNOWN' else 'NO' end as fact
  from hosts_seen
  union all
  select
    family || '.all' || reached,
    case when some_no = 1 then 'NO' when some_unknown = 1 then 'UNKNOWN' else 'YES' end
  from hosts_seen
)
select
  id,
  count(*) filter (where fact = 'YES') as numerator,
  count(*) filter (where fact in ('YES', 'NO')) as known,
  count(*) filter (where fact = 'UNKNOWN') as unknown
from facts
group by id
order by id
