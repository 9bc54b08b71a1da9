-- question: how many mail domains can receive mail over TLS, with a valid certificate, with a promise that holds?
-- unit: domains
-- numerator: domains for which the fact is YES; known: YES and NO; unknown: UNKNOWN
-- denominator: known; bounds over known and unknown. N4, or N4 with at least one endpoint connected (".reached")
-- roll-up: any, all, primary (MX hosts of lowest preference), as the id says; three-valued
-- model in print: Durumeric et al., IMC 2015 (any); CISA trustymail (all); Lee et al., USENIX Security 2020 (reached)
with facts as (
  select 'starttls.domain.any' as id, starttls_any as fact from mail_domains
  union all
  select 'starttls.domain.all', starttls_all from mail_domains
  union all
  select 'starttls.domain.primary', starttls_primary from mail_domains
  union all
  select 'starttls.domain.any.reached', starttls_any_reached from mail_domains where starttls_any_reached is not null
  union all
  select 'starttls.domain.all.reached', starttls_all_reached from mail_domains where starttls_all_reached is not null
  union all
  select 'starttls.domain.primary.reached', starttls_primary_reached
  from mail_domains
  where starttls_primary_reached is not null
  union all
  select 'certificate.domain.all', certificate_valid from mail_domains
  union all
  select 'certificate.domain.all.tls', certificate_valid_all from mail_domains where certificate_valid_all is not null
  union all
  select 'protected.domain', is_protected from mail_domains
)
select
  id,
  count(*) filter (where fact = 'YES') as numerator,
  count(*) filter (where fact in ('YES', 'NO')) as known,
  count(*) filter (where coalesce(fact, 'UNKNOWN') = 'UNKNOWN') as unknown
from facts
group by id
order by id
