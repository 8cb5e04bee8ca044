-- What a value_count counts in this hit, as hashes, so that the count is made from these rows alone. Null: it is no value_count, or
-- the row is older than this column; then the hits themselves are read.
alter table detection.correlation_part add column counted bigint[];
