-- Row-level security lets no operator near a row before the tenant is checked that might give its contents away in an error, and a
-- text search's is such: a plain query never uses the index on words. This function looks with the index and checks the tenant itself;
-- it alone, for only the owner has the policy, and nobody can log in as the owner.
create policy search on chat.passage for select to raposa_owner using (true);

-- With the organization in it, so that what others write about a word costs nothing.
create index passage_words_by_org on chat.passage using gin (org_id, words);
drop index chat.passage_words;

-- The passages that hold all words of one of the names, best first. Resources (kind 3) answer only who asks for them.
create function chat.passages_with(names text[], of_scopes smallint[], at_ timestamptz, with_resources boolean, most int)
  returns table (passage_id text, content_sha256 text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  any_name constant tsquery :=
    (select string_agg('(' || nullif(plainto_tsquery('english', name)::text, '') || ')', ' | ') from unnest(names) as name);
begin
  return query
    select p.passage_id, p.content_sha256 from chat.passage as p
    where p.org_id = raposa.current_org() and p.words @@ any_name and (cardinality(of_scopes) = 0 or p.scopes && of_scopes)
      and (with_resources or p.kind <> 3) and p.first_seen_at < at_ and (p.resolved_at is null or p.resolved_at > at_)
    order by ts_rank_cd(p.words, any_name) desc, p.passage_id limit most;
end $$;

revoke execute on function chat.passages_with(text[], smallint[], timestamptz, boolean, int) from public;
grant execute on function chat.passages_with(text[], smallint[], timestamptz, boolean, int) to raposa_writer, raposa_reader;
