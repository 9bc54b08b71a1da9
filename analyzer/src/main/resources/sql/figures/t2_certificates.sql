-- question: what is the state of the certificates shown?
-- unit: addresses that completed a handshake (N12), and beside them distinct leaf certificates
-- numerator: by the first status that applies; "applies" counts every status that applies, not exclusive
-- denominator: N12; distinct leaves
-- roll-up: a leaf shown at several addresses counts once, under the best status it got anywhere
-- model in print: Durumeric et al., IMC 2015; Lee et al., USENIX Security 2022
with kinds (place, status) as (
  values
    (1, 'NO_CERTIFICATE'), (2, 'UNPARSABLE'), (3, 'EXPIRED'), (4, 'NOT_YET_VALID'), (5, 'SELF_SIGNED'),
    (6, 'UNTRUSTED_ROOT'), (7, 'INCOMPLETE_CHAIN'), (8, 'CONSTRAINT_VIOLATED'), (9, 'NAME_MISMATCH'), (10, 'VALID')
),
shown as (
  select endpoints.leaf_sha256, endpoints.certificate_reasons, kinds.place
  from endpoints
  join kinds on kinds.status = endpoints.certificate_status
  where endpoints.secured
),
by_address as (
  select place, count(*) as addresses from shown group by place
),
by_reason as (
  select kinds.place, count(*) as applies
  from shown
  join kinds on array_contains(shown.certificate_reasons, kinds.status)
  group by kinds.place
),
leaves as (
  select leaf_sha256, max(place) as place from shown where leaf_sha256 is not null group by leaf_sha256
),
by_leaf as (
  select place, count(*) as certificates from leaves group by place
)
select
  kinds.status,
  coalesce(by_address.addresses, 0) as addresses,
  (select count(*) from endpoints where secured) as all_addresses,
  coalesce(by_reason.applies, 0) as applies,
  coalesce(by_leaf.certificates, 0) as certificates,
  (select count(*) from leaves) as all_certificates
from kinds
left join by_address on by_address.place = kinds.place
left join by_reason on by_reason.place = kinds.place
left join by_leaf on by_leaf.place = kinds.place
order by kinds.place desc
