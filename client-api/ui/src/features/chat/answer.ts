import type { SseMessage } from '../../api/sse';
import type { Evidence, Turn } from '../../api/types';

/** An answer as a page shows it, while it is written and afterwards. */
export interface Answer {
  question: string;
  text: string;
  evidence: readonly Evidence[];
  /** Why sentences were struck, in order; of a kept answer only their number is known. */
  struck: readonly string[];
  struckCount: number;
  provider?: string;
  model?: string;
  /** The first choice did not answer. */
  isDegraded: boolean;
  isCached: boolean;
  /** What was read before came from a provider that failed; the answer began anew. */
  restart?: string;
  state: 'writing' | 'done' | 'failed';
  error?: string;
}

export const begun = (question: string): Answer => ({
  question, text: '', evidence: [], struck: [], struckCount: 0, isDegraded: false, isCached: false, state: 'writing',
});

export const kept = (turn: Turn): Answer => ({
  question: turn.question,
  text: turn.answer,
  evidence: turn.evidence,
  struck: [],
  struckCount: turn.struck ?? 0,
  provider: turn.provider ?? undefined,
  model: turn.model ?? undefined,
  isDegraded: false,
  isCached: turn.isCached ?? false,
  state: turn.status === 'answered' ? 'done' : 'failed',
  error: turn.status === 'answered' ? undefined : turn.status === 'cancelled' ? 'The answer was stopped.' : 'There was no answer.',
});

/** The answer after one more event. An event that this page does not know changes nothing. */
export function take(answer: Answer, message: SseMessage): Answer {
  const data = parse(message.data);
  switch (message.event) {
    case 'evidence':
      return { ...answer, evidence: (data['evidence'] as Evidence[] | undefined) ?? [] };
    case 'provider':
      return data['isRestart'] === true
        ? { ...answer, text: '', struck: [], struckCount: 0, restart: `${String(data['provider'])} failed: ${String(data['message'] ?? '')}` }
        : { ...answer, provider: text(data['provider']), model: text(data['model']), isDegraded: data['isDegraded'] === true, isCached: data['isCached'] === true };
    case 'delta':
      return { ...answer, text: answer.text + (text(data['text']) ?? '') };
    case 'struck':
      return { ...answer, struck: [...answer.struck, text(data['reason']) ?? ''], struckCount: answer.struckCount + 1 };
    case 'done':
      return { ...answer, state: 'done', isCached: data['isCached'] === true, struckCount: Number(data['struck'] ?? answer.struckCount) };
    case 'error':
      return { ...answer, state: 'failed', error: text(data['message']) ?? 'There was no answer.' };
    default:
      return answer;
  }
}

/** A line of an answer: in pieces, where a piece is words or the number of a piece of evidence. */
export interface Line {
  isItem: boolean;
  pieces: (string | number)[];
}

/** The lines of an answer's text with their citations told apart. A number that no evidence has stays what it is: text. */
export function linesOf(answer: Pick<Answer, 'text' | 'evidence'>): Line[] {
  const known = new Set(answer.evidence.map((one) => one.number));
  return answer.text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => ({
    isItem: /^[-*•] /.test(line),
    pieces: line.replace(/^[-*•] /, '').split(/(\[\d+(?:\s*,\s*\d+)*\])/).filter((piece) => piece !== '').flatMap((piece) => citationsIn(piece, known)),
  }));
}

/** When the oldest and the newest of what an answer cites was seen; undefined where none says. */
export function freshness(answer: Pick<Answer, 'text' | 'evidence'>): { oldest: string; newest: string } | undefined {
  const cited = new Set(linesOf(answer).flatMap((line) => line.pieces.filter((piece) => typeof piece === 'number')));
  const times = answer.evidence.filter((one) => cited.has(one.number)).map((one) => one.seenAt).filter((at) => at != null)
    .sort((one, other) => Date.parse(one) - Date.parse(other));
  return times.length === 0 ? undefined : { oldest: times[0]!, newest: times[times.length - 1]! };
}

function citationsIn(piece: string, known: ReadonlySet<number>): (string | number)[] {
  if (!/^\[[\d\s,]+\]$/.test(piece)) {
    return [piece];
  }

  const numbers = piece.slice(1, -1).split(',').map(Number);
  return numbers.every((number) => known.has(number)) ? numbers : [piece];
}

function parse(data: string): Record<string, unknown> {
  try {
    return JSON.parse(data) as Record<string, unknown>;
  } catch {
    return {};
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
