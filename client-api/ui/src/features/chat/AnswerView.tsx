import { Badge } from '../../components/Badge';
import { counted } from '../../format/numbers';
import { type Answer, freshness, linesOf } from './answer';
import { CitedLine } from './CitedLine';
import { Freshness } from './Freshness';

interface AnswerViewProps {
  answer: Answer;
  opened?: number;
  onOpen: (number: number) => void;
}

/** A question and what was answered; a citation opens its evidence. */
export function AnswerView({ answer, opened, onOpen }: AnswerViewProps) {
  return (
    <article className="turn" aria-label={answer.question} aria-busy={answer.state === 'writing'}>
      <h2 className="turn-question">{answer.question}</h2>
      {answer.restart !== undefined && <p className="turn-note">{answer.restart} The answer began anew.</p>}
      <div className="turn-text">
        {linesOf(answer).map((line, at) => (
          <p key={at} className={line.isItem ? 'turn-item' : undefined}>
            <CitedLine pieces={line.pieces} opened={opened} onOpen={onOpen} />
          </p>
        ))}
        {answer.state === 'writing' && <p className="turn-writing" role="status"><span className="only-for-readers">The answer is being written</span></p>}
      </div>
      {answer.error !== undefined && <p className="turn-note turn-failed" role="alert">{answer.error}</p>}
      {answer.struck.length > 0
        ? (
          <details className="turn-note">
            <summary>{counted(answer.struck.length, 'sentence')} struck: the evidence does not bear {answer.struck.length === 1 ? 'it' : 'them'} out</summary>
            <ul className="note-list">{answer.struck.map((reason, at) => <li key={at}>{reason}</li>)}</ul>
          </details>
        )
        : answer.struckCount > 0 && <p className="turn-note">{counted(answer.struckCount, 'sentence')} struck, which the evidence does not bear out</p>}
      {answer.state === 'done' && <Origin answer={answer} />}
    </article>
  );
}

function Origin({ answer }: { answer: Answer }) {
  const fresh = freshness(answer);
  return (
    <footer className="turn-origin quiet">
      <span>{answer.provider === 'embedded' ? 'Put together from the evidence, with no model' : `Written by ${answer.provider} ${answer.model ?? ''}`}</span>
      {answer.isCached && <Badge>From the cache</Badge>}
      {answer.isDegraded && answer.provider !== undefined && <Badge look="bad" title="The models before it in the chain did not answer">Not the first choice</Badge>}
      {fresh !== undefined && <Freshness seen={fresh} />}
    </footer>
  );
}
