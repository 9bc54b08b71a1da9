-- question: what told who runs each MX host?
-- unit: hosts; beside them the domains whose MX host of lowest preference is such a host
-- numerator: hosts whose operator that source told; denominator: all that were looked up
-- roll-up: none
-- model in print: Liu et al., IMC 2021
with sources (place, source) as (
  values (1, 'CERTIFICATE'), (2, 'GREETING'), (3, 'MX_NAME')
),
host_counts as (
  select operator_source, count(*) as hosts from host_verdicts group by operator_source
),
domain_counts as (
  select operator_source, count(*) as domains from mail_domains group by operator_source
)
select
  sources.source,
  coalesce(host_counts.hosts, 0) as hosts,
  (select count(*) from host_verdicts) as all_hosts,
  coalesce(domain_counts.domains, 0) as domains
from sources
left join host_counts on host_counts.operator_source = sources.source
left join domain_counts on domain_counts.operator_source = sources.source
order by sources.place
