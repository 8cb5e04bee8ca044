-- One row is a live host with a sensor, or a database, and whether it stands a rotation of the vendor's certificate.
-- question: Which hosts and databases are not ready for a rotation of certificates?
-- sources: aws_ec2_instance, crowdstrike_host, aws_rds_instance
-- column account_id text: The account.
-- column region text: The region.
-- column kind text: sensor or database.
-- column resource text: The instance, or the database; null where a whole collection is not known.
-- column name text: The host's name tag; the database's name.
-- column version text: The version of the sensor; the authority of the database's certificate.
-- column required text: The oldest version that is ready: the setting raposa.sensor_version, or two releases behind the newest that any live host runs.
-- column answer text: yes if it is ready, no if it must be upgraded first, or unknown.
-- column why text: Why it is not ready, or what is not known.
-- column as_of timestamptz: The run, or when databases were collected.
-- column coverage text: How many hosts are live, and how many collections of databases are known.
with release as (
  select coalesce(nullif(current_setting('raposa.sensor_version', true), ''), max(array[split_part(h.sensor_version, '.', 1)::int, split_part(h.sensor_version, '.', 2)::int])::text) as newest,
    nullif(current_setting('raposa.sensor_version', true), '') is not null as is_given
  from raposa_views.live_hosts() as h where h.sensor_version ~ '^\d+\.\d+'),
required as (
  select case when n.is_given then string_to_array(n.newest, '.')::int[] else array[(n.newest::int[])[1], (n.newest::int[])[2] - 2] end as version from release as n where n.newest is not null),
coverage as (
  select coalesce(r.coverage, '') || '; databases: ' || raposa_views.coverage_of(array['aws_rds_instance']) as words, r.as_of from raposa_views.reconciled() as r)
select h.account_id, h.region, 'sensor' as kind, h.instance_id as resource, h.name, h.sensor_version as version, array_to_string(q.version, '.') as required,
  case when h.class = 'unknown' or h.sensor_version !~ '^\d+\.\d+' or h.sensor_version is null then 'unknown'
    when (string_to_array(split_part(h.sensor_version, '-', 1), '.')::int[])[1:cardinality(q.version)] >= q.version then 'yes' else 'no' end as answer,
  case when h.class = 'unknown' then 'Whether it has a sensor is not known.'
    when h.sensor_version is null then 'It has no sensor: see unprotected_host.'
    when (string_to_array(split_part(h.sensor_version, '-', 1), '.')::int[])[1:cardinality(q.version)] < q.version then 'Its sensor is older than the oldest that is ready.' end as why,
  c.as_of, c.words as coverage
from raposa_views.live_hosts() as h
cross join coverage as c
left join required as q on true
union all
select d.account_id, d.region, 'database', d.instance_id, d.instance_id, d.ca_certificate, 'rds-ca-rsa2048-g1, rds-ca-rsa4096-g1 or rds-ca-ecc384-g1',
  case when d.ca_certificate is null then 'unknown' when d.ca_certificate in ('rds-ca-2015', 'rds-ca-2019') then 'no' else 'yes' end,
  case when d.ca_certificate is null then 'Who signed its certificate was not said.'
    when d.ca_certificate in ('rds-ca-2015', 'rds-ca-2019') then 'Its certificate is of an authority that has expired.' end,
  d.sealed_at, c.words
from source.aws_rds_instance as d cross join coverage as c
union all
select k.account_id, k.region, null, null, null, null, null, 'unknown', k.why, k.as_of, c.words
from raposa_views.not_known(array['aws_ec2_instance', 'crowdstrike_host', 'aws_rds_instance']) as k cross join coverage as c
