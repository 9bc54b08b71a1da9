-- question: how often were we refused, and on what ground?
-- unit: addresses with a word
-- numerator: by ground; denominator: addresses connected (N7)
-- roll-up: none; refused sessions are unknown in every rate of STARTTLS
-- model in print: Lee et al., USENIX Security 2020 (servers lost to block lists)
select
  refusal,
  count(*) as addresses,
  (select count(*) from endpoints where connected) as all_addresses
from endpoints
where refusal in ('POLICY', 'CAPACITY', 'OTHER', 'UNKNOWN')
group by refusal
order by addresses desc, refusal
