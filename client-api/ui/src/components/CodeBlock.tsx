import { CopyButton } from './CopyButton';
import './code.css';

/** Text to be run or pasted elsewhere. */
export function CodeBlock({ text, what }: { text: string; what: string }) {
  return (
    <div className="code-block">
      <pre tabIndex={0} role="group" aria-label={what}>{text}</pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
