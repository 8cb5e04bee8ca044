-- What the views share. Each is one select, so that PostgreSQL puts it into the query that calls it, and each runs as its
-- caller: row-level security holds in it.

-- How each source of each account and region is known: known, gaps (some of it could not be seen), stale (the last run did
-- not end well; the one before it is shown) or unknown (nothing was ever collected whole). And why.
create function raposa_views.collections(wanted text[])
  returns table (account_id text, region text, source text, state text, why text, resources int, sealed_at timestamptz, last_ended_at timestamptz)
  language sql stable parallel safe as $$
  select c.account_id, c.region, c.source,
    case
      when newest.closed_at is null then 'unknown'
      when last.status <> 2 then 'stale'
      when last.gaps <> '[]' then 'gaps'
      else 'known'
    end,
    case
      when newest.closed_at is null then coalesce('Nothing was collected whole: ' || (last.failure ->> 'message'), 'Nothing was collected by then.')
      when last.status <> 2 then coalesce('The last run did not end well: ' || (last.failure ->> 'message'), 'The last run did not end well.')
      when last.gaps <> '[]' then 'Some of it could not be seen: ' || (
        select string_agg((gap ->> 'scope') || ' (' || coalesce(gap -> 'failure' ->> 'code', '?') || ')', ', ') from jsonb_array_elements(last.gaps) as gap)
    end,
    newest.resources, newest.closed_at, last.closed_at
  from inventory.chain as c
  left join lateral (
    select s.closed_at, s.resources from inventory.snapshot as s
    where s.org_id = c.org_id and s.chain_id = c.chain_id and s.status = 2 and s.closed_at <= raposa.as_of()
    order by s.closed_at desc, s.sequence desc limit 1) as newest on true
  left join lateral (
    select s.status, s.closed_at, s.gaps, s.failure from inventory.snapshot as s
    where s.org_id = c.org_id and s.chain_id = c.chain_id and s.closed_at <= raposa.as_of()
    order by s.opened_at desc, s.snapshot_id desc limit 1) as last on true
  where wanted is null or c.source = any (wanted)
  union all
  select d.account_id, nullif(d.region, ''), d.source, 'unknown', 'It is to be read, and never was.', null, null, null
  from collection.schedule as d
  where (wanted is null or d.source = any (wanted)) and d.since <= raposa.as_of()
    and not exists (
      select from inventory.chain as c
      where c.org_id = d.org_id and c.account_id = d.account_id and c.source = d.source and c.region is not distinct from nullif(d.region, ''))
$$;

-- What is not wholly known of some sources, a row each; a source that no account has is one of them.
create function raposa_views.not_known(wanted text[])
  returns table (account_id text, region text, source text, why text, as_of timestamptz)
  language sql stable parallel safe as $$
  select k.account_id, k.region, k.source, k.source || ' is ' || k.state || ': ' || k.why, k.sealed_at
  from raposa_views.collections(wanted) as k
  where k.state <> 'known'
  union all
  select null, null, w.source, w.source || ' is unknown: it is collected from no account.', null
  from unnest(wanted) as w (source)
  where raposa.current_org() is not null
    and not exists (select from inventory.chain as c where c.source = w.source)
    and not exists (select from collection.schedule as d where d.source = w.source and d.since <= raposa.as_of())
$$;

-- The denominator of an answer, in words: how many of the collections that it stands on are known.
create function raposa_views.coverage_of(wanted text[]) returns text
  language sql stable parallel safe as $$
  select format('%s of %s collections known%s', count(*) filter (where k.state = 'known'), count(*),
    coalesce(', the oldest of ' || to_char(min(k.sealed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'), ''))
  from raposa_views.collections(wanted) as k
$$;

-- What checks say: fail and unknown, and pass where it is asked for. A check that no analysis made by then is unknown.
create function raposa_views.verdicts(checks text[], with_passes boolean)
  returns table (
    check_id text, account_id text, region text, resource text, answer text, severity smallint, reason text, since timestamptz, as_of timestamptz)
  language sql stable parallel safe as $$
  select r.check_id, r.account_id, nullif(r.region, ''), nullif(r.resource, '*'),
    case r.status when 1 then 'no' when 2 then 'yes' else 'unknown' end, r.severity, r.reason, r.since,
    (select max(p.as_of) from posture.run as p where p.as_of <= raposa.as_of())
  from posture.result as r
  where r.check_id = any (checks) and (with_passes or r.status <> 1)
    and r.since <= raposa.as_of() and (r.until is null or r.until > raposa.as_of())
  union all
  select w.check_id, null, null, null, 'unknown', null, 'No analysis has checked this by then.', null, null
  from unnest(checks) as w (check_id)
  where raposa.current_org() is not null
    and not exists (select from posture.tally as t where t.check_id = w.check_id and t.since <= raposa.as_of() and (t.until is null or t.until > raposa.as_of()))
$$;

-- The denominator of checks, in words.
create function raposa_views.verdicts_of(checks text[]) returns text
  language sql stable parallel safe as $$
  select format('%s passed, %s failed, %s unknown in %s accounts',
    coalesce(sum(t.passed), 0), coalesce(sum(t.failed), 0), coalesce(sum(t.unknown), 0), count(distinct t.account_id))
  from posture.tally as t
  where t.check_id = any (checks) and t.since <= raposa.as_of() and (t.until is null or t.until > raposa.as_of())
$$;

-- The instances that run, with what they counted as.
create function raposa_views.live_hosts()
  returns table (
    account_id text, region text, instance_id text, name text, role text, cluster text, snowflake text, environment text, is_production boolean,
    launched_at timestamptz, class text, reason text, device_id text, sensor_version text, severity smallint, since timestamptz)
  language sql stable parallel safe as $$
  select v.account_id, v.region, v.instance_id, v.name, v.role, v.cluster, v.snowflake, v.environment,
    lower(nullif(v.environment, '')) in ('prod', 'production', 'prd', 'live'),
    v.launched_at, v.class, v.reason, v.device_id, v.sensor_version, v.severity, v.from_at
  from reconciliation.instance_verdict as v
  where v.until_at > raposa.as_of() and v.from_at <= raposa.as_of() and v.class <> 'out_of_scope'
$$;

-- The newest reconciliation by then; one row of nulls where there was none.
create function raposa_views.reconciled()
  returns table (run_id uuid, as_of timestamptz, live int, matched int, unprotected int, unknown int, coverage text)
  language sql stable parallel safe as $$
  select r.run_id, r.as_of, r.live, r.matched, r.unprotected, r.unknown,
    coalesce(format('%s live: %s with a sensor, %s without, %s unknown', r.live, r.matched, r.unprotected, r.unknown), 'never reconciled by then')
  from (values (raposa.current_org())) as o (org_id)
  left join lateral (select n.* from reconciliation.run as n where n.org_id = o.org_id and n.as_of <= raposa.as_of() order by n.as_of desc limit 1) as r on true
  where o.org_id is not null
$$;

-- The newest analysis of the network by then.
create function raposa_views.network_analysis()
  returns table (analysis_id uuid, as_of timestamptz, is_newest boolean)
  language sql stable parallel safe as $$
  select a.analysis_id, a.as_of,
    not exists (select from inventory.analysis as later where later.as_of > a.as_of and later.parts @> '[{"Name":"network","Error":null}]')
  from inventory.analysis as a
  where a.as_of <= raposa.as_of() and a.parts @> '[{"Name":"network","Error":null}]'
  order by a.as_of desc limit 1
$$;

-- A vendor's text of a time; null for its words that there is none.
create function raposa_views.time_of(said text) returns timestamptz
  language sql stable parallel safe as $$
  select case when said ~ '^\d{4}-\d\d-\d\dT' then said::timestamptz end
$$;

create function raposa_views.severity_of(number smallint) returns text
  language sql immutable parallel safe as $$
  select (array['informational', 'low', 'medium', 'high', 'critical'])[number]
$$;

-- A value as text; of a personal one that was replaced before it was stored, its digest: the same person has the same one.
create function raposa_views.text_of(said jsonb) returns text
  language sql immutable parallel safe as $$
  select case when jsonb_typeof(said) = 'object' then 'redacted:' || left(said ->> 'sha256', 16) else nullif(said #>> '{}', '') end
$$;

-- Whose a thing is, by its tags.
create function raposa_views.owner_of(tags jsonb) returns text
  language sql immutable parallel safe as $$
  select coalesce(raposa_views.text_of(tags -> 'Owner'), raposa_views.text_of(tags -> 'owner'), raposa_views.text_of(tags -> 'Team'), raposa_views.text_of(tags -> 'team'))
$$;
