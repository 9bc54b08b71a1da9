-- question: what is to be said of each domain over all its MX hosts?
-- unit: domains, every one of the list
-- rule for starttls_*: three-valued over the addresses of all MX hosts. any: YES if one is YES, else UNKNOWN if one is
--       UNKNOWN, else NO; all is its dual; primary is any over the MX hosts of lowest preference. A host whose addresses
--       could not be found out is UNKNOWN. A host known to have no address takes no mail and is left out; if no host is
--       left the answer is NO. Absent for a domain that takes no mail or was not looked up
-- rule for certificate_valid_all: three-valued all over the MX hosts; a host that speaks no TLS is NO; absent where no host
--       completed a handshake
-- rule for dane: NONE for an insecure MX RRset, whatever its hosts; DNSSEC_FAILED for a bogus one; else by its hosts. TLSA
--       records are not compared yet, so that a promise is UNKNOWN
-- rule for mta_sts: by the record; no policy is fetched yet, so that a valid record is UNKNOWN
-- rule for policy_list: NOT_LISTED, for no list is given yet
-- rule for protection, the strongest that holds: OPPORTUNISTIC_VALID if certificate_valid_all and no address is known to lack
--       STARTTLS, OPPORTUNISTIC if starttls_any,
--       NONE if no MX host accepts STARTTLS, NO_MAIL for a domain that takes none, UNKNOWN else
-- used by: mail_domains
with links as (
  select
    listed.domain,
    listed.mx_host,
    listed.preference = min(listed.preference) over (partition by listed.domain) as is_primary,
    coalesce(verdicts.starttls, 'UNKNOWN') as starttls,
    verdicts.certificate_valid,
    coalesce(verdicts.dane, 'UNKNOWN') as dane,
    coalesce(hosts.address_lookup in ('NO_DATA', 'NO_SUCH_NAME'), false) as is_nowhere
  from domain_mx as listed
  left join hosts on hosts.mx_host = listed.mx_host
  left join host_verdicts as verdicts on verdicts.mx_host = listed.mx_host
  where listed.skip_reason is null
),
facts as (
  select links.domain, links.is_primary, endpoints.starttls
  from links
  join endpoints on endpoints.mx_host = links.mx_host
  union all
  select links.domain, links.is_primary, 'UNKNOWN'
  from links
  left join endpoints on endpoints.mx_host = links.mx_host
  where endpoints.mx_host is null and not links.is_nowhere
),
starttls as (
  select
    domain,
    max(case when starttls = 'YES' then 1 else 0 end) as some_yes,
    max(case when starttls = 'NO' then 1 else 0 end) as some_no,
    max(case when starttls = 'UNKNOWN' then 1 else 0 end) as some_unknown,
    max(case when is_primary and starttls = 'YES' then 1 else 0 end) as primary_yes,
    max(case when is_primary and starttls = 'UNKNOWN' then 1 else 0 end) as primary_unknown
  from facts
  group by domain
),
served as (
  select
    domain,
    max(case when certificate_valid is not null then 1 else 0 end) as some_tls,
    max(case when certificate_valid = 'NO' or (starttls = 'NONE' and not is_nowhere) then 1 else 0 end) as some_invalid,
    max(case when certificate_valid is null and starttls <> 'NONE' then 1 else 0 end) as some_unseen,
    max(case when dane = 'DNSSEC_FAILED' then 1 else 0 end) as some_dane_failed,
    max(case when dane = 'UNKNOWN' then 1 else 0 end) as some_dane_unknown
  from links
  group by domain
),
verdicts as (
  select
    domains.domain,
    domains.mail_route,
    domains.mx_security,
    domains.mta_sts_record,
    domains.tlsrpt_record,
    domains.mail_route in ('EXPLICIT_MX', 'IMPLICIT_MX') as takes_mail,
    case
      when starttls.some_yes = 1 then 'YES'
      when starttls.some_unknown = 1 then 'UNKNOWN'
      else 'NO'
    end as starttls_any,
    case
      when starttls.domain is null or starttls.some_no = 1 then 'NO'
      when starttls.some_unknown = 1 then 'UNKNOWN'
      else 'YES'
    end as starttls_all,
    case
      when starttls.primary_yes = 1 then 'YES'
      when starttls.primary_unknown = 1 then 'UNKNOWN'
      else 'NO'
    end as starttls_primary,
    case
      when coalesce(served.some_tls, 0) = 0 then null
      when served.some_invalid = 1 then 'NO'
      when served.some_unseen = 1 then 'UNKNOWN'
      else 'YES'
    end as certificate_valid_all,
    case
      when served.some_dane_failed = 1 then 'DNSSEC_FAILED'
      when served.some_dane_unknown = 1 then 'UNKNOWN'
      else 'NONE'
    end as dane_of_hosts
  from domains
  left join starttls on starttls.domain = domains.domain
  left join served on served.domain = domains.domain
)
select
  domain,
  case when takes_mail then starttls_any end as starttls_any,
  case when takes_mail then starttls_all end as starttls_all,
  case when takes_mail then starttls_primary end as starttls_primary,
  case when takes_mail then certificate_valid_all end as certificate_valid_all,
  case
    when mail_route in ('LOOKUP_FAILED', 'SKIPPED') then 'UNKNOWN'
    when not takes_mail or mx_security = 'INSECURE' then 'NONE'
    when mx_security = 'BOGUS' then 'DNSSEC_FAILED'
    when dane_of_hosts = 'NONE' then 'NONE'
    when mx_security = 'SECURE' then dane_of_hosts
    else 'UNKNOWN'
  end as dane,
  case mta_sts_record when 'NONE' then 'NONE' when 'INVALID' then 'INVALID_RECORD' else 'UNKNOWN' end as mta_sts,
  coalesce(tlsrpt_record, 'LOOKUP_FAILED') as tlsrpt,
  'NOT_LISTED' as policy_list,
  case
    when mail_route in ('NULL_MX', 'NO_MAIL_HOST', 'NO_SUCH_DOMAIN') then 'NO_MAIL'
    when not takes_mail then 'UNKNOWN'
    when certificate_valid_all = 'YES' and starttls_all <> 'NO' then 'OPPORTUNISTIC_VALID'
    when starttls_any = 'YES' then 'OPPORTUNISTIC'
    when starttls_any = 'UNKNOWN' then 'UNKNOWN'
    else 'NONE'
  end as protection
from verdicts
order by domain
