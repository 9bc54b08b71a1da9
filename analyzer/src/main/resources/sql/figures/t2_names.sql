-- question: whom do the names on the certificates fit?
-- unit: addresses with a parsed certificate (N13)
-- numerator: by whether a name matches the MX host, a domain it serves, both, or neither; denominator: N13
-- roll-up: a host serves a domain if the domain names it in an MX record; one match is enough
-- model in print: Durumeric et al., IMC 2015; names by RFC 9525, subjectAltName only
with kinds (place, match) as (
  values (1, 'BOTH'), (2, 'MX_ONLY'), (3, 'DOMAIN_ONLY'), (4, 'NEITHER'), (5, 'UNKNOWN')
),
matches as (
  select
    case
      when name_match_mx = 'YES' and name_match_domain_any = 'YES' then 'BOTH'
      when name_match_mx = 'YES' and name_match_domain_any = 'NO' then 'MX_ONLY'
      when name_match_mx = 'NO' and name_match_domain_any = 'YES' then 'DOMAIN_ONLY'
      when name_match_mx = 'NO' and name_match_domain_any = 'NO' then 'NEITHER'
      else 'UNKNOWN'
    end as match
  from endpoints
  where secured and certificate_status not in ('NO_CERTIFICATE', 'UNPARSABLE')
),
counts as (
  select match, count(*) as addresses from matches group by match
)
select
  kinds.match,
  coalesce(counts.addresses, 0) as addresses,
  (select count(*) from matches) as all_addresses
from kinds
left join counts on counts.match = kinds.match
order by kinds.place
