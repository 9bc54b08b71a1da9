-- question: which leaf certificates name a recipient domain that their MX host serves?
-- unit: pairs of MX host and leaf certificate; only those that do
-- rule: RFC 9525 s6.3, subjectAltName only; a wildcard covers exactly one label, so it is compared with the parent domain
-- used by: sessions
with shown as (
  select distinct mx_host, leaf_sha256 from probes where leaf_sha256 is not null
),
served as (
  select mx_host, domain, substring(domain, position('.' in domain) + 1) as parent from domain_mx where skip_reason is null
)
select distinct shown.mx_host, shown.leaf_sha256
from shown
join presented_names as names on names.leaf_sha256 = shown.leaf_sha256
join served on served.mx_host = shown.mx_host and served.domain = names.name
union
select distinct shown.mx_host, shown.leaf_sha256
from shown
join presented_names as names on names.leaf_sha256 = shown.leaf_sha256
join served on served.mx_host = shown.mx_host and served.parent = names.parent
order by mx_host, leaf_sha256
