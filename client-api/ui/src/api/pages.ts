/** A keyset page: the cursor of the next one, or null at the end. */
export interface Page {
  next?: string | null;
}

export const firstPage: string | undefined = undefined;

/** What react-query asks for next; undefined ends it. */
export function nextOf(page: Page): string | undefined {
  return page.next ?? undefined;
}

/**
 * The rows of all pages in order, each once. A row can come twice: one that is updated between two pages moves to the
 * front, and pages already loaded still show it further down; the first place wins.
 */
export function rowsOf<P, T>(pages: readonly P[] | undefined, rows: (page: P) => readonly T[], id: (row: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const row of (pages ?? []).flatMap(rows)) {
    if (!seen.has(id(row))) {
      seen.set(id(row), row);
    }
  }
  return [...seen.values()];
}
