-- question: what is weak about the TLS that was agreed on?
-- unit: addresses that completed a handshake (N12), and the MX hosts they belong to
-- numerator: by weakness, not exclusive; denominator: N12, as far as its parameters are judged
-- roll-up: none
-- model in print: RFC 9325; Mayer et al., ARES 2016
with kinds (place, weakness, level) as (
  values
    (1, 'SSL_3', 'MUST NOT'), (2, 'TLS_1_0', 'MUST NOT'), (3, 'TLS_1_1', 'MUST NOT'), (4, 'NULL_ENCRYPTION', 'MUST NOT'),
    (5, 'UNDER_112_BITS', 'MUST NOT'), (6, 'UNDER_128_BITS', 'SHOULD NOT'), (7, 'RC4', 'MUST NOT'),
    (8, 'ANONYMOUS', 'MUST NOT'), (9, 'STATIC_RSA', 'SHOULD NOT'), (10, 'STATIC_DH', 'SHOULD NOT'),
    (11, 'FINITE_FIELD_DHE', 'SHOULD NOT'), (12, 'DH_UNDER_2048', 'MUST NOT'), (13, 'CURVE_UNDER_224', 'MUST NOT'),
    (14, 'BREAKABLE_KEY_EXCHANGE', 'MUST NOT'), (15, 'RSA_UNDER_2048', 'MUST NOT'),
    (16, 'SHA_1_IN_HANDSHAKE', 'MUST NOT'), (17, 'SHA_1_IN_CERTIFICATE', 'MUST NOT')
),
judged as (
  select mx_host, weaknesses from endpoints where secured and meets_opportunistic is not null
),
weak as (
  select kinds.place, count(*) as addresses, count(distinct judged.mx_host) as hosts
  from judged
  join kinds on array_contains(judged.weaknesses, kinds.weakness)
  group by kinds.place
)
select
  kinds.weakness,
  kinds.level,
  coalesce(weak.addresses, 0) as addresses,
  (select count(*) from judged) as all_addresses,
  coalesce(weak.hosts, 0) as hosts
from kinds
left join weak on weak.place = kinds.place
order by kinds.place
