-- question: is the TLS that was agreed on good enough?
-- unit: addresses that completed a handshake (N12)
-- numerator: by profile, those whose parameters meet it; denominator: N12, as far as its parameters are judged
-- roll-up: none
-- model in print: RFC 9325, s5.2 of it for opportunistic TLS
with profiles (place, profile) as (
  values (1, 'OPPORTUNISTIC'), (2, 'POLICY_PROTECTED')
),
judged as (
  select
    profiles.place,
    profiles.profile,
    case profiles.place when 1 then endpoints.meets_opportunistic else endpoints.meets_policy_protected end as meets
  from endpoints
  cross join profiles
  where endpoints.secured and endpoints.meets_opportunistic is not null
)
select
  profiles.profile,
  count(case when judged.meets = 'YES' then 1 end) as addresses,
  count(judged.meets) as all_addresses,
  count(case when judged.meets = 'NO' then 1 end) as failing,
  count(case when judged.meets = 'UNKNOWN' then 1 end) as unknown
from profiles
left join judged on judged.place = profiles.place
group by profiles.place, profiles.profile
order by profiles.place
