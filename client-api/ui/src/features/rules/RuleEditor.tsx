import { type FormEvent, useId, useRef, useState } from 'react';
import { asProblem, type FieldError } from '../../api/problem';
import { Button } from '../../components/Button';
import { ProblemNote } from '../../components/ProblemNote';
import './rules.css';
import { lineOf } from './yaml';

interface RuleEditorProps {
  initial: string;
  isBusy: boolean;
  error: unknown;
  onSubmit: (yaml: string) => void;
}

/** YAML with line numbers; every error the platform found is shown, and leads to its line. */
export function RuleEditor({ initial, isBusy, error, onSubmit }: RuleEditorProps) {
  const id = useId();
  const [yaml, setYaml] = useState(initial);
  const [sent, setSent] = useState(initial);
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLOListElement>(null);

  const problem = error === null ? undefined : asProblem(error);
  const errors = problem?.errors ?? [];
  const wrong = new Set(errors.map((found) => lineOf(sent, found.pointer)));
  const lines = yaml.split('\n');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(yaml);
    onSubmit(yaml);
  };

  const show = (line: number) => {
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    area.current?.focus();
    area.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  };

  return (
    <form className="rule-editor" onSubmit={submit}>
      <label htmlFor={id}>Sigma YAML</label>
      <div className="rule-editor-frame">
        <ol ref={gutter} className="rule-editor-gutter" aria-hidden="true">
          {lines.map((_, at) => <li key={at} className={wrong.has(at + 1) ? 'is-wrong' : undefined}>{at + 1}</li>)}
        </ol>
        <textarea
          ref={area}
          id={id}
          value={yaml}
          rows={Math.max(18, lines.length + 1)}
          wrap="off"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          required
          aria-invalid={errors.length > 0 || undefined}
          aria-describedby={`${id}-errors`}
          onChange={(event) => setYaml(event.target.value)}
        />
      </div>
      <div id={`${id}-errors`}>
        {problem !== undefined && (errors.length === 0
          ? <ProblemNote error={problem} />
          : <RuleErrors title={problem.title} errors={errors} yaml={sent} onShow={show} />)}
      </div>
      <div className="rule-editor-actions">
        <Button type="submit" look="primary" isBusy={isBusy}>Save and switch on</Button>
      </div>
    </form>
  );
}

function RuleErrors({ title, errors, yaml, onShow }: { title: string; errors: FieldError[]; yaml: string; onShow: (line: number) => void }) {
  return (
    <div className="note note-bad" role="alert">
      <p className="note-title">{title}</p>
      <ul className="note-list">
        {errors.map(({ pointer, reason }, at) => {
          const line = lineOf(yaml, pointer);
          return (
            <li key={at}>
              {line !== undefined && <><button type="button" className="to-line" onClick={() => onShow(line)}>Line {line}</button> </>}
              {pointer !== '' && <code>{pointer}</code>} {reason}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
