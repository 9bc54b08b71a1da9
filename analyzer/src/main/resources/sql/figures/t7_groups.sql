-- question: which group was used for the key exchange?
-- unit: addresses that completed a handshake (N12), and the MX hosts they belong to
-- numerator: by key_exchange_group; denominator: N12. A host with several counts in each
-- roll-up: none
-- model in print: Mayer et al., ARES 2016; IANA names
with seen as (
  select coalesce(key_exchange_group, 'none') as key_exchange_group, mx_host from endpoints where secured
)
select
  key_exchange_group,
  count(*) as addresses,
  (select count(*) from seen) as all_addresses,
  count(distinct mx_host) as hosts
from seen
group by key_exchange_group
order by addresses desc, key_exchange_group
