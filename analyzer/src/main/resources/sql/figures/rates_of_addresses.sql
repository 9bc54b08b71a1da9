-- question: of the addresses that talk to us, how many offer STARTTLS, accept it, complete TLS, and show a valid certificate?
-- unit: addresses (pairs of MX host and address)
-- numerator: addresses for which it holds; known: those that could be told; unknown: those that could not
-- denominator: as the id says: all (N6), connected (N7), EHLO answered (N9), 220 to STARTTLS (N11), handshake complete (N12)
-- roll-up: none; an endpoint counts by its last word
-- model in print: Durumeric et al., IMC 2015 (4.6 M of 8.9 M hosts); Mayer et al., ARES 2016
with facts as (
  select 'starttls.address' as id, starttls as fact from endpoints
  union all
  select 'starttls.address.reached', starttls from endpoints where connected
  union all
  select 'offered.address.n9', case when offered then 'YES' else 'NO' end from endpoints where ehlo_answered
  union all
  select 'accepted.address.n9', starttls from endpoints where ehlo_answered
  union all
  select 'handshake.address.n9', case when secured then 'YES' else 'NO' end from endpoints where ehlo_answered
  union all
  select 'handshake.address.n11', case when secured then 'YES' else 'NO' end from endpoints where accepted
  union all
  select 'certificate.address.n12', case when certificate_status = 'VALID' then 'YES' else 'NO' end
  from endpoints
  where secured
  union all
  select 'certificate.address.n12.known', coalesce(valid_with_known_intermediates, 'NO')
  from endpoints
  where secured
  union all
  select 'certificate.address.n9', case when secured and certificate_status = 'VALID' then 'YES' else 'NO' end
  from endpoints
  where ehlo_answered
)
select
  id,
  count(*) filter (where fact = 'YES') as numerator,
  count(*) filter (where fact in ('YES', 'NO')) as known,
  count(*) filter (where fact = 'UNKNOWN') as unknown
from facts
group by id
order by id
