-- question: which signs of downgrade were seen, and how strong is the evidence?
-- unit: addresses (pairs of MX host and address); beside them MX hosts, and mail domains that name such a host
-- numerator: by sign; denominator: none, signs are not exclusive
-- roll-up: any: one address with the sign makes its host and its domains count
-- model in print: Durumeric et al., IMC 2015 (41,405 servers); grades by docs/method.md
with places as (
  select sign, grade, mx_host, address, domain from signs
),
endpoints_with as (
  select sign, grade, count(*) as addresses
  from (select distinct sign, grade, mx_host, address from places) as pairs
  group by sign, grade
),
hosts_with as (
  select sign, grade, count(distinct mx_host) as hosts from places group by sign, grade
),
domains_with as (
  select places.sign, places.grade, count(distinct coalesce(places.domain, links.domain)) as domains
  from places
  left join domain_mx as links on links.mx_host = places.mx_host
  group by places.sign, places.grade
)
select endpoints_with.grade, endpoints_with.sign, endpoints_with.addresses, hosts_with.hosts, domains_with.domains
from endpoints_with
join hosts_with on hosts_with.sign = endpoints_with.sign and hosts_with.grade = endpoints_with.grade
join domains_with on domains_with.sign = endpoints_with.sign and domains_with.grade = endpoints_with.grade
order by endpoints_with.grade, endpoints_with.addresses desc, endpoints_with.sign
