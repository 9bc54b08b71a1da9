-- question: what does a judge need to know of each session?
-- unit: probes
-- rule: signs are read from the word of an endpoint only (is_word); a session that a retry has put right is none
-- dane_match: NOT_APPLICABLE where the host is known to promise nothing: no TLSA record, or addresses that are not secure
--             (RFC 7672 s2.2.2); UNKNOWN where TLSA records were not looked up, or not compared
-- used by: the Java rules of package judge
select
  row_number() over (order by probes.probe_id) as place,
  probes.probe_id,
  probes.mx_host,
  probes.address,
  probes.started_at,
  probes.stage,
  probes.ending,
  probes.misbehaviour,
  probes.greeting_code,
  probes.greeting,
  probes.ehlo_code,
  probes.helo_code,
  probes.ehlo_name,
  probes.ehlo_name_tls,
  probes.ehlo_lines,
  case when probes.ehlo_code >= 400 then probes.transcript end as refused_transcript,
  probes.starttls_offered,
  probes.starttls_reply_code,
  probes.starttls_reply,
  probes.tls_version,
  probes.cipher_suite,
  probes.key_exchange_group,
  probes.signature_scheme,
  probes.alert_received,
  probes.chain_sha256,
  leaves.subject as leaf_subject,
  leaves.issuer as leaf_issuer,
  leaves.common_names as leaf_common_names,
  leaves.dns_names as leaf_dns_names,
  leaves.self_signed as leaf_self_signed,
  leaves.not_before as leaf_not_before,
  leaves.key_algorithm as leaf_key_algorithm,
  leaves.key_bits as leaf_key_bits,
  leaves.signature_algorithm as leaf_signature_algorithm,
  probes.stage in ('EHLO_TLS', 'QUIT') as is_secured,
  endpoints.probe_id is not null as is_word,
  case when named.mx_host is not null then 'YES' else 'NO' end as name_match_domain_any,
  case
    when hosts.tlsa_lookup in ('NO_DATA', 'NO_SUCH_NAME') then 'NOT_APPLICABLE'
    when hosts.address_security = 'INSECURE' then 'NOT_APPLICABLE'
    else 'UNKNOWN'
  end as dane_match
from probes
left join endpoints
  on endpoints.mx_host = probes.mx_host and endpoints.address = probes.address and endpoints.probe_id = probes.probe_id
left join certificates as leaves on leaves.sha256 = probes.leaf_sha256
left join hosts on hosts.mx_host = probes.mx_host
left join domain_names as named on named.mx_host = probes.mx_host and named.leaf_sha256 = probes.leaf_sha256
order by probes.probe_id
