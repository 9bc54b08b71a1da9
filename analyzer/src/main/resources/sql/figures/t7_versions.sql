-- question: which TLS version was agreed on?
-- unit: addresses that completed a handshake (N12), and the MX hosts they belong to
-- numerator: by tls_version; denominator: N12. A host with several counts in each
-- roll-up: none
-- model in print: Mayer et al., ARES 2016; IANA names
with seen as (
  select coalesce(tls_version, 'none') as tls_version, mx_host from endpoints where secured
)
select
  tls_version,
  count(*) as addresses,
  (select count(*) from seen) as all_addresses,
  count(distinct mx_host) as hosts
from seen
group by tls_version
order by addresses desc, tls_version
