/**
 * The 1-based line of a YAML text that a refusal points at, or undefined. It understands what the platform writes: a
 * path of keys separated by dots or slashes (`detection.selection.eventName|endswith`), also with list positions
 * (`tags[1]`, `/tags/1`), or a line of its own ("line 4"). The deepest part that is found wins.
 */
export function lineOf(yaml: string, pointer: string): number | undefined {
  const said = /\bline (\d+)/i.exec(pointer);
  if (said !== null) {
    return Number(said[1]);
  }

  const lines = yaml.split('\n');
  let from = 0;
  let indent = -1;
  let found: number | undefined;
  for (const part of partsOf(pointer)) {
    const at = /^\d+$/.test(part) ? itemAt(lines, from, indent, Number(part)) : keyAt(lines, from, indent, part);
    if (at === undefined) {
      break;
    }

    found = at + 1;
    from = at + 1;
    indent = indentOf(lines[at]!);
  }
  return found;
}

function partsOf(pointer: string): string[] {
  const isJsonPointer = pointer.startsWith('/') || pointer.startsWith('#/');
  const text = pointer.replace(/^#?\//, '').replace(/\[(\d+)\]/g, isJsonPointer ? '/$1' : '.$1');
  return text.split(isJsonPointer || text.includes('/') ? '/' : '.')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .filter((part) => part !== '');
}

function keyAt(lines: string[], from: number, parent: number, key: string): number | undefined {
  for (let at = from; at < lines.length; at++) {
    const line = lines[at]!;
    if (isBlank(line)) {
      continue;
    }

    if (indentOf(line) <= parent && at >= from && !isItem(line)) {
      return undefined;
    }

    const name = /^\s*(?:- )?\s*(?:"([^"]+)"|'([^']+)'|([^:#]+?))\s*:(?:\s|$)/.exec(line);
    if (name !== null && isNamed(name[1] ?? name[2] ?? name[3]!, key)) {
      return at;
    }
  }
  return undefined;
}

// A refusal may name the field alone, while the rule says field|modifier.
const isNamed = (written: string, key: string) => written === key || written.split('|')[0] === key;

function itemAt(lines: string[], from: number, parent: number, position: number): number | undefined {
  let seen = -1;
  let level: number | undefined;
  for (let at = from; at < lines.length; at++) {
    const line = lines[at]!;
    if (isBlank(line)) {
      continue;
    }

    // A list may stand at the indent of its own key.
    if (indentOf(line) < parent || (indentOf(line) === parent && !isItem(line))) {
      return undefined;
    }

    if (isItem(line)) {
      level ??= indentOf(line);
      if (indentOf(line) === level && ++seen === position) {
        return at;
      }
    }
  }
  return undefined;
}

const indentOf = (line: string) => line.length - line.trimStart().length;
const isBlank = (line: string) => /^\s*(#|$)/.test(line);
const isItem = (line: string) => /^\s*-(\s|$)/.test(line);
