-- question: which domains take mail, at which host first, and what do their verdicts say?
-- unit: domains (N4: explicit or implicit MX)
-- rule: the operator of a domain is that of its MX host of lowest preference; of several, the first by name, so that every
--       domain counts once
-- starttls_*_reached: the roll-up with endpoints that could not be connected left out; absent if none could be
-- is_protected: UNKNOWN where a promise could not be, or was not, looked at
-- used by: the rates of domains, T1, T3, T4
with exchanges as (
  select
    links.domain,
    links.mx_host,
    row_number() over (partition by links.domain order by links.preference, links.mx_host) as place,
    links.preference = min(links.preference) over (partition by links.domain) as is_primary
  from domain_mx as links
  where links.skip_reason is null
),
reached as (
  select
    exchanges.domain,
    max(case when endpoints.starttls = 'YES' then 1 else 0 end) as some_yes,
    max(case when endpoints.starttls = 'NO' then 1 else 0 end) as some_no,
    max(case when endpoints.starttls = 'UNKNOWN' then 1 else 0 end) as some_unknown,
    max(case when exchanges.is_primary then 1 else 0 end) as some_primary,
    max(case when exchanges.is_primary and endpoints.starttls = 'YES' then 1 else 0 end) as primary_yes,
    max(case when exchanges.is_primary and endpoints.starttls = 'UNKNOWN' then 1 else 0 end) as primary_unknown
  from exchanges
  join endpoints on endpoints.mx_host = exchanges.mx_host and endpoints.connected
  group by exchanges.domain
)
select
  domains.domain,
  domains.rank,
  domains.tld,
  operators.operator,
  operators.operator_source,
  verdicts.starttls_any,
  verdicts.starttls_all,
  verdicts.starttls_primary,
  case
    when reached.domain is null then null
    when reached.some_yes = 1 then 'YES'
    when reached.some_unknown = 1 then 'UNKNOWN'
    else 'NO'
  end as starttls_any_reached,
  case
    when reached.domain is null then null
    when reached.some_no = 1 then 'NO'
    when reached.some_unknown = 1 then 'UNKNOWN'
    else 'YES'
  end as starttls_all_reached,
  case
    when reached.domain is null or reached.some_primary = 0 then null
    when reached.primary_yes = 1 then 'YES'
    when reached.primary_unknown = 1 then 'UNKNOWN'
    else 'NO'
  end as starttls_primary_reached,
  case
    when verdicts.certificate_valid_all is not null then verdicts.certificate_valid_all
    when verdicts.starttls_any = 'NO' then 'NO'
    else 'UNKNOWN'
  end as certificate_valid,
  verdicts.certificate_valid_all,
  coalesce(verdicts.protection, 'UNKNOWN') as protection,
  case
    when verdicts.protection in ('DANE', 'MTA_STS', 'POLICY_LIST') then 'YES'
    when
      coalesce(verdicts.protection, 'UNKNOWN') = 'UNKNOWN'
      or verdicts.dane = 'UNKNOWN'
      or verdicts.mta_sts = 'UNKNOWN'
      or verdicts.policy_list = 'UNKNOWN' then 'UNKNOWN'
    else 'NO'
  end as is_protected
from domains
left join domain_verdicts as verdicts on verdicts.domain = domains.domain
left join exchanges on exchanges.domain = domains.domain and exchanges.place = 1
left join host_verdicts as operators on operators.mx_host = exchanges.mx_host
left join reached on reached.domain = domains.domain
where domains.mail_route in ('EXPLICIT_MX', 'IMPLICIT_MX')
order by domains.domain
