-- question: what is the last word of each endpoint, and how far did it come?
-- unit: addresses (one row per MX host and address, the rows of host_addresses)
-- rule: the word is the last contact of purpose FIRST or RETRY whose ending is neither LOCAL_FAULT nor SKIPPED; without a
--       word, no_word says why
-- starttls: YES if STARTTLS was answered with 220, offered or blind; NO if it was not offered, refused, or answered against
--           the protocol; UNKNOWN if the session stopped before that could be seen
-- used by: every figure that counts endpoints
with contacts as (
  select
    probe_id, mx_host, address, attempt, skip_reason, stage, ending, ehlo_code, helo_code, starttls_offered, tls_version,
    cipher_suite, key_exchange_group, leaf_sha256,
    case purpose when 'FIRST' then 0 else 1 end as turn
  from probes
  where purpose in ('FIRST', 'RETRY')
),
answers as (
  select
    contacts.*,
    row_number() over (partition by mx_host, address order by turn desc, attempt desc, probe_id) as recency
  from contacts
  where ending not in ('LOCAL_FAULT', 'SKIPPED')
),
words as (
  select
    answers.*,
    case stage
      when 'CONNECT' then 0 when 'GREETING' then 1 when 'EHLO' then 2 when 'STARTTLS' then 3
      when 'HANDSHAKE' then 4 when 'EHLO_TLS' then 5 else 6
    end as depth
  from answers
  where recency = 1
),
silences as (
  select
    mx_host,
    address,
    max(case when ending = 'LOCAL_FAULT' then 1 else 0 end) as local_fault,
    max(skip_reason) as skip_reason
  from contacts
  where ending in ('LOCAL_FAULT', 'SKIPPED')
  group by mx_host, address
)
select
  known.mx_host,
  known.address,
  known.family,
  words.probe_id,
  words.stage,
  words.ending,
  words.helo_code,
  words.starttls_offered,
  words.tls_version,
  words.cipher_suite,
  words.key_exchange_group,
  words.leaf_sha256,
  verdicts.certificate_status,
  verdicts.certificate_reasons,
  verdicts.valid_with_known_intermediates,
  verdicts.weaknesses,
  verdicts.meets_opportunistic,
  verdicts.meets_policy_protected,
  verdicts.name_match_mx,
  verdicts.name_match_domain_any,
  verdicts.refusal,
  case
    when words.probe_id is not null then null
    when silences.local_fault = 1 then 'LOCAL_FAULT'
    else coalesce(silences.skip_reason, known.skip_reason, 'NOT_RECORDED')
  end as no_word,
  coalesce(words.depth >= 1, false) as connected,
  coalesce(words.depth >= 2, false) as greeted,
  coalesce(words.ehlo_code = 250 and (words.depth >= 3 or words.ending = 'NOT_OFFERED'), false) as ehlo_answered,
  coalesce(
    words.ehlo_code = 250 and words.depth >= 3 and words.starttls_offered = 'YES', false) as offered,
  coalesce(words.depth >= 4, false) as accepted,
  coalesce(words.depth >= 5, false) as secured,
  case
    when words.depth >= 4 then 'YES'
    when words.stage = 'EHLO' and words.ending = 'NOT_OFFERED' then 'NO'
    when words.stage = 'STARTTLS' and words.ending in ('REJECTED', 'MISBEHAVED') then 'NO'
    else 'UNKNOWN'
  end as starttls
from host_addresses as known
left join words on words.mx_host = known.mx_host and words.address = known.address
left join silences on silences.mx_host = known.mx_host and silences.address = known.address
left join probe_verdicts as verdicts on verdicts.probe_id = words.probe_id
order by known.mx_host, known.address
