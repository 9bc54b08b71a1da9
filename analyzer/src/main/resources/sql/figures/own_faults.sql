-- question: where did we fail, not the Internet?
-- unit: contacts that ended LOCAL_FAULT, and addresses that have no word because of it
-- numerator: by class of fault; denominator: none. Own faults enter no rate
-- roll-up: none
-- model in print: none
with faults as (
  select coalesce(local_fault, 'unnamed') as fault, mx_host, address from probes where ending = 'LOCAL_FAULT'
),
lost as (
  select mx_host, address from endpoints where no_word = 'LOCAL_FAULT'
)
select
  faults.fault,
  count(*) as contacts,
  count(distinct case when lost.mx_host is not null then faults.mx_host || ' ' || faults.address end) as addresses_lost
from faults
left join lost on lost.mx_host = faults.mx_host and lost.address = faults.address
group by faults.fault
order by contacts desc, faults.fault
