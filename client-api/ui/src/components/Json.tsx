import { useMemo } from 'react';
import { tokensOf } from '../format/json';
import { CopyButton } from './CopyButton';
import './code.css';

/** A JSON value, indented and coloured. */
export function Json({ value, what }: { value: unknown; what: string }) {
  const tokens = useMemo(() => tokensOf(value), [value]);
  return (
    <div className="code-block">
      <pre tabIndex={0} role="group" aria-label={what}>
        {tokens.map((token, at) => token.kind === 'mark' ? token.text : <span key={at} className={`json-${token.kind}`}>{token.text}</span>)}
      </pre>
      <CopyButton text={tokens.map((token) => token.text).join('')} what={what} />
    </div>
  );
}
