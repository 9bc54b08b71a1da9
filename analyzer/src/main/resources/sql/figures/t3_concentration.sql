-- question: how concentrated is mail?
-- unit: domains, by operator
-- numerator: domains served by the largest 1, 2, 5, 10, ... operators together; denominator: N4
-- roll-up: as T3. The sum of squared domain counts gives the Herfindahl-Hirschman index: 10,000 x squares / N4 squared
-- model in print: Liu et al., IMC 2021
with operators as (
  select coalesce(operator, '(no MX host that can be looked up)') as operator, count(*) as domains
  from mail_domains
  group by 1
),
places as (
  select
    row_number() over (order by domains desc, operator) as operators,
    sum(domains) over (order by domains desc, operator rows between unbounded preceding and current row) as cumulative
  from operators
),
marks (operators) as (
  values
    (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (15), (20), (30), (50), (70), (100), (150), (200), (300), (500),
    (700), (1000), (2000), (3000), (5000), (7000), (10000), (20000), (30000), (50000), (70000), (100000), (200000),
    (300000), (500000), (1000000)
)
select
  places.operators,
  cast(places.cumulative as bigint) as domains,
  (select count(*) from mail_domains) as all_domains,
  (select cast(sum(domains * domains) as bigint) from operators) as squares,
  (select count(*) from operators) as all_operators
from places
where
  places.operators in (select operators from marks)
  or places.operators = (select count(*) from operators)
order by places.operators
