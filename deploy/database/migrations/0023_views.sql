-- The answers to the questions that people ask again and again. What stands in the schema is code, made anew by each
-- migrate (grains/Views): a changed view is no migration.

create schema raposa_views;
grant usage on schema raposa_views to raposa_writer, raposa_reader, raposa_mcp;
