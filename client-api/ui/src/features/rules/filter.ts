import type { Rule } from '../../api/types';

/** Which rules are listed: words anywhere in title, id or technique, all of them; a level; a switch; an origin. */
export interface RuleFilter {
  words?: string;
  level?: string;
  state?: string;
  origin?: string;
}

export function readFilter(search: URLSearchParams): RuleFilter {
  const value = (name: string) => search.get(name) ?? undefined;
  return { words: value('words'), level: value('level'), state: value('state'), origin: value('origin') };
}

export function matching(rules: readonly Rule[], { words, level, state, origin }: RuleFilter): Rule[] {
  const wanted = (words ?? '').toLowerCase().split(/\s+/).filter((word) => word !== '');
  return rules.filter((rule) => {
    const text = [rule.title, rule.id, ...rule.techniques].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word))
      && (level === undefined || rule.level === level)
      && (state === undefined || rule.isEnabled === (state === 'on'))
      && (origin === undefined || rule.isCatalogue === (origin === 'catalogue'));
  });
}
