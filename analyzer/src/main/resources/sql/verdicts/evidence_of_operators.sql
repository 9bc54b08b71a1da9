-- question: what did each MX host show of who runs it?
-- unit: words of endpoints, and a row without address for a host that has none
-- rule: names on a leaf count where a trusted authority signed them for somebody: a path to a trust anchor stands, by known
--       intermediates too, whatever its dates, so that the answer does not change when a certificate expires
-- used by: the Java rule HostOperator
select
  dense_rank() over (order by hosts.mx_host) as place,
  hosts.mx_host,
  endpoints.address,
  probes.greeting,
  coalesce(probes.ehlo_name_tls, probes.ehlo_name) as ehlo_name,
  leaves.dns_names as certificate_names
from hosts
left join endpoints on endpoints.mx_host = hosts.mx_host and endpoints.probe_id is not null
left join probes on probes.probe_id = endpoints.probe_id
left join certificates as leaves
  on leaves.sha256 = probes.leaf_sha256
  and endpoints.certificate_status is not null
  and not array_contains(endpoints.certificate_reasons, 'NO_CERTIFICATE')
  and not array_contains(endpoints.certificate_reasons, 'UNPARSABLE')
  and not array_contains(endpoints.certificate_reasons, 'SELF_SIGNED')
  and not array_contains(endpoints.certificate_reasons, 'UNTRUSTED_ROOT')
  and not array_contains(endpoints.certificate_reasons, 'CONSTRAINT_VIOLATED')
order by hosts.mx_host, endpoints.address
