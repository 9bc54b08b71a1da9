-- question: which keys do the leaf certificates hold?
-- unit: addresses that completed a handshake with a parsed certificate (N13), and beside them distinct leaf certificates
-- numerator: by algorithm and size; denominator: N13
-- roll-up: none
-- model in print: Mayer et al., ARES 2016
with seen as (
  select
    coalesce(certificates.key_algorithm, 'unknown')
      || coalesce(' ' || cast(certificates.key_bits as varchar), '') as public_key,
    endpoints.leaf_sha256
  from endpoints
  left join certificates on certificates.sha256 = endpoints.leaf_sha256
  where endpoints.secured and endpoints.certificate_status not in ('NO_CERTIFICATE', 'UNPARSABLE')
)
select
  public_key,
  count(*) as addresses,
  (select count(*) from seen) as all_addresses,
  count(distinct leaf_sha256) as certificates
from seen
group by public_key
order by addresses desc, public_key
