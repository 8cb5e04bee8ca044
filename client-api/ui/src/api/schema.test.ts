import { readFile } from 'node:fs/promises';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { expect, test } from 'vitest';

test('the types are those of the checked-in document: if not, run `npm run api`', async () => {
  const document = new URL('../../../openapi/v1.json', import.meta.url);
  const made = COMMENT_HEADER + astToString(await openapiTS(document, { defaultNonNullable: false }));
  expect(await readFile(new URL('schema.d.ts', import.meta.url), 'utf8')).toBe(made);
});
