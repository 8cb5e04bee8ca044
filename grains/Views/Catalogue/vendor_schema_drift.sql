-- One row is a change of what a vendor's documents look like that no resource explains.
-- question: Which vendor changed its documents, and which of our columns and checks read what moved?
-- sources: *
-- column source text: The source.
-- column path text: The path in its documents.
-- column change text: appeared, disappeared, renamed, retyped, newly null or newly filled.
-- column renamed_to text: The new name, of one that was renamed.
-- column resources int: How many resources show it.
-- column account_id text: Where it was seen first.
-- column region text: In which region.
-- column read_by text: What of ours reads the path.
-- column seen_at timestamptz: When it was seen.
-- column resolved_at timestamptz: When documents looked again as they did; null while they do not.
-- column answer text: yes.
-- column why text: What is not known.
-- column as_of timestamptz: The time asked about.
-- column coverage text: How many of all collections are known.
select d.source, d.path, (array['appeared', 'disappeared', 'renamed', 'retyped', 'newly null', 'newly filled'])[d.change] as change, d.renamed_to, d.resources,
  d.account_id, d.region, d.read_by::text as read_by, d.seen_at, case when d.resolved_at <= raposa.as_of() then d.resolved_at end as resolved_at,
  'yes' as answer, null::text as why, raposa.as_of() as as_of, (select raposa_views.coverage_of(null)) as coverage
from inventory.schema_drift as d
where d.seen_at <= raposa.as_of() and (d.resolved_at is null or d.resolved_at > raposa.as_of())
