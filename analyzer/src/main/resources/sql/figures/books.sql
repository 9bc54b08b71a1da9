-- question: do the tables agree with each other?
-- unit: rows that break a rule; every count must be 0
-- numerator, denominator, roll-up: none
-- model in print: none
select 'an endpoint has neither a word nor a reason' as rule, count(*) as broken
from endpoints where no_word = 'NOT_RECORDED'
union all
select 'a completed handshake was not judged', count(*)
from endpoints where secured and certificate_status is null
union all
select 'a mail domain was not judged', count(*)
from domains
left join domain_verdicts as verdicts on verdicts.domain = domains.domain
where domains.mail_route in ('EXPLICIT_MX', 'IMPLICIT_MX') and verdicts.domain is null
union all
select 'an MX host to be looked up has no row', count(*)
from (select distinct mx_host from domain_mx where skip_reason is null) as named
left join hosts on hosts.mx_host = named.mx_host
where hosts.mx_host is null
union all
select 'a domain stands more than once', count(*) - count(distinct domain) from domains
union all
select 'an MX host stands more than once', count(*) - count(distinct mx_host) from hosts
union all
select 'a certificate stands more than once', count(*) - count(distinct sha256) from certificates
union all
select 'a probe stands more than once', count(*) - count(distinct probe_id) from probes
union all
select 'a probe is of no known endpoint', count(*)
from probes
left join host_addresses as known on known.mx_host = probes.mx_host and known.address = probes.address
where known.mx_host is null
order by rule
