-- question: what is to be said of each MX host over all its addresses?
-- unit: hosts
-- rule for starttls: ALL if every address answers STARTTLS with 220, SOME if one does and another does not or is not known,
--       NONE if none does, UNKNOWN otherwise. A host that is known to have no address is NONE: nothing answers there
-- rule for certificate_valid: over the addresses that complete a handshake; every one VALID; absent where none does
-- rule for dane: NONE where nothing is promised (no TLSA record; addresses that are not secure, RFC 7672 s2.2.2),
--       DNSSEC_FAILED where the answer was bogus or none came, UNKNOWN where TLSA records were not looked up, or not compared
-- rule for operator: by certificate, greeting, name, as the Java rule HostOperator has judged
-- used by: domain_verdicts, T3
with seen as (
  select
    mx_host,
    count(*) as addresses,
    sum(case when starttls = 'YES' then 1 else 0 end) as yes,
    sum(case when starttls = 'NO' then 1 else 0 end) as no,
    sum(case when secured then 1 else 0 end) as secured,
    sum(case when secured and certificate_status = 'VALID' then 1 else 0 end) as valid
  from endpoints
  group by mx_host
)
select
  hosts.mx_host,
  case
    when seen.yes = seen.addresses then 'ALL'
    when seen.yes > 0 then 'SOME'
    when seen.no = seen.addresses then 'NONE'
    when seen.mx_host is null and hosts.address_lookup in ('NO_DATA', 'NO_SUCH_NAME') then 'NONE'
    else 'UNKNOWN'
  end as starttls,
  case
    when coalesce(seen.secured, 0) = 0 then null
    when seen.valid = seen.secured then 'YES'
    else 'NO'
  end as certificate_valid,
  case
    when hosts.address_security = 'BOGUS' then 'DNSSEC_FAILED'
    when hosts.address_security = 'INSECURE' then 'NONE'
    when hosts.tlsa_lookup in ('NO_DATA', 'NO_SUCH_NAME') then 'NONE'
    when hosts.tlsa_lookup = 'FAILED' then 'DNSSEC_FAILED'
    else 'UNKNOWN'
  end as dane,
  host_operators.operator,
  host_operators.operator_source
from hosts
join host_operators on host_operators.mx_host = hosts.mx_host
left join seen on seen.mx_host = hosts.mx_host
order by hosts.mx_host
