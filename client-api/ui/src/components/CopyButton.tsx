import { useEffect, useState } from 'react';
import { Button } from './Button';
import { Icon } from './Icon';

/** Copies a text, and says so for two seconds. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') {
      return;
    }

    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = () => {
    // The clipboard is missing on plain http of another machine, and may be refused.
    (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };

  return (
    <Button className="copy" onClick={copy} aria-label={`Copy ${what}`}>
      <Icon name={state === 'copied' ? 'check' : 'copy'} size={16} />
      <span role="status">{{ idle: 'Copy', copied: 'Copied', failed: 'Select it and copy by hand' }[state]}</span>
    </Button>
  );
}
