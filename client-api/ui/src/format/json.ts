/** A piece of JSON text with what it is, for colouring. */
export interface Token {
  kind: 'key' | 'string' | 'number' | 'word' | 'mark';
  text: string;
}

interface Exact {
  rawJSON?(text: string): unknown;
}

/**
 * Parses JSON and keeps every number as it was written: an id with 19 digits would lose its last ones as a double.
 * Browsers that cannot (https://github.com/tc39/proposal-json-parse-with-source) parse as ever.
 */
export function parseExactly(text: string): unknown {
  const { rawJSON } = JSON as Exact;
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && rawJSON !== undefined && context?.source !== undefined && String(value) !== context.source
      ? rawJSON(context.source)
      : value);
}

/** The JSON of a value, indented, cut into tokens. Joined, their texts are the JSON again. */
export function tokensOf(value: unknown): Token[] {
  const text = JSON.stringify(value, null, 2) ?? 'null';
  const pattern = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|(true|false|null)|([^"\dtfn-]+)/g;
  return [...text.matchAll(pattern)].flatMap((match): Token[] => {
    const [whole, string, colon, number, word] = match;
    if (string !== undefined) {
      return colon === undefined ? [{ kind: 'string', text: string }] : [{ kind: 'key', text: string }, { kind: 'mark', text: colon }];
    }
    return [{ kind: number !== undefined ? 'number' : word !== undefined ? 'word' : 'mark', text: whole }];
  });
}
