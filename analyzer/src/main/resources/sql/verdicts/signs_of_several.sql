-- question: what do several sessions of a host show together that none of them shows alone?
-- unit: signs, each at the word of an endpoint
-- rule OFFERED_BY_SOME: of all sessions of a host that answered EHLO (the words of its endpoints, and samples), some offered
--      STARTTLS and some did not; the sign stands at each address where one did not
-- rule CLIENT_HELLO_INTOLERANT: the handshake of the word failed, that of the contact with old protocols and ciphers did not
-- used by: the Java rules of package judge, which give grade and explanation
with answers as (
  select probes.mx_host, probes.address, probes.starttls_offered
  from probes
  left join endpoints as words on words.probe_id = probes.probe_id
  where probes.ehlo_code = 250 and (words.probe_id is not null or probes.purpose = 'SAMPLE')
),
hosts_heard as (
  select
    mx_host,
    sum(case when starttls_offered = 'YES' then 1 else 0 end) as offering,
    count(*) as sessions
  from answers
  group by mx_host
),
addresses_without as (
  select distinct mx_host, address from answers where starttls_offered = 'NO'
)
select
  words.probe_id,
  words.mx_host,
  words.address,
  'OFFERED_BY_SOME' as sign,
  concat('STARTTLS was offered in ', hosts_heard.offering, ' of ', hosts_heard.sessions, ' sessions of ', words.mx_host)
    as evidence
from endpoints as words
join hosts_heard on hosts_heard.mx_host = words.mx_host
join addresses_without
  on addresses_without.mx_host = words.mx_host and addresses_without.address = words.address
where words.probe_id is not null and hosts_heard.offering > 0 and hosts_heard.offering < hosts_heard.sessions
union all
select
  words.probe_id,
  words.mx_host,
  words.address,
  'CLIENT_HELLO_INTOLERANT' as sign,
  concat('the handshake ended ', words.ending, ', with old protocols and ciphers it came to ', legacy.tls_version, ', ',
    legacy.cipher_suite) as evidence
from endpoints as words
join probes as legacy
  on legacy.mx_host = words.mx_host and legacy.address = words.address and legacy.purpose = 'LEGACY_TLS'
where words.stage = 'HANDSHAKE' and legacy.stage in ('EHLO_TLS', 'QUIT')
order by mx_host, address, sign
