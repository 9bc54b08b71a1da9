-- question: which cipher suite was agreed on?
-- unit: addresses that completed a handshake (N12), and the MX hosts they belong to
-- numerator: by cipher_suite; denominator: N12. A host with several counts in each
-- roll-up: none
-- model in print: Mayer et al., ARES 2016; IANA names
with seen as (
  select coalesce(cipher_suite, 'none') as cipher_suite, mx_host from endpoints where secured
)
select
  cipher_suite,
  count(*) as addresses,
  (select count(*) from seen) as all_addresses,
  count(distinct mx_host) as hosts
from seen
group by cipher_suite
order by addresses desc, cipher_suite
