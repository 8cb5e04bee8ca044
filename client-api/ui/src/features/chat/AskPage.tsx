import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Evidence } from '../../api/types';
import { Button } from '../../components/Button';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Page } from '../../components/Page';
import { ProblemNote } from '../../components/ProblemNote';
import { type Answer, kept } from './answer';
import { AnswerView } from './AnswerView';
import { beginConversation, useConversation, useDeleteConversation } from './api';
import './ask.css';
import { Conversations } from './Conversations';
import { EvidencePane } from './EvidencePane';
import { useAsking } from './useAsking';

const examples = [
  'Which production hosts have a HIGH finding and no live sensor?',
  'Which admins haven’t logged in this quarter?',
  'Why did our bill spike on Tuesday?',
  'Which buckets are public?',
];

export function AskPage() {
  const { id } = useParams();
  const navigate = useNavigate();
  const conversation = useConversation(id);
  const asking = useAsking(id);
  const [problem, setProblem] = useState<unknown>(null);
  const [opened, setOpened] = useState<{ turn: number; evidence: Evidence }>();
  const turns = id === undefined ? [] : (conversation.data?.turns ?? []);
  // What is being read on may be kept by now: it is shown once.
  const answers: Answer[] = [...turns.filter((turn) => turn.id !== asking.turn || asking.answer === undefined).map(kept), ...(asking.answer === undefined ? [] : [asking.answer])];
  const isWriting = asking.answer?.state === 'writing';

  useEffect(() => setOpened(undefined), [id]);

  async function submit(question: string) {
    setProblem(null);
    try {
      const into = id ?? (await beginConversation()).id;
      const answered = asking.ask(into, question);
      if (id === undefined) {
        await navigate(`/ask/${into}`);
      }
      await answered;
    } catch (failure) {
      setProblem(failure);
    }
  }

  return (
    <Page title={conversation.data?.title ?? 'Ask'} actions={id !== undefined && <DeleteButton id={id} onDeleted={() => navigate('/ask')} />}>
      <div className={`ask ${opened === undefined ? '' : 'ask-beside'}`}>
        <Conversations />
        <div className="ask-middle">
          {conversation.error !== null && <ProblemNote error={conversation.error} onRetry={() => conversation.refetch()} />}
          {answers.map((answer, turn) => (
            <AnswerView
              key={turn}
              answer={answer}
              opened={opened?.turn === turn ? opened.evidence.number : undefined}
              onOpen={(number) => {
                const evidence = answer.evidence.find((one) => one.number === number);
                setOpened(evidence === undefined ? undefined : { turn, evidence });
              }}
            />
          ))}
          {answers.length === 0 && !conversation.isLoading && <Examples onPick={submit} />}
          {(problem ?? asking.problem) !== null && <ProblemNote error={problem ?? asking.problem} />}
          <Composer isWriting={isWriting} refused={asking.refused} onAsk={submit} onStop={asking.stop} />
        </div>
        {opened !== undefined && <EvidencePane evidence={opened.evidence} onClose={() => setOpened(undefined)} />}
      </div>
    </Page>
  );
}

function Examples({ onPick }: { onPick: (question: string) => void }) {
  return (
    <div className="empty">
      <p className="empty-title">Ask about your estate in plain words</p>
      <p>Every answer cites its evidence; what the evidence does not bear out is struck.</p>
      <ul className="examples">
        {examples.map((question) => <li key={question}><Button onClick={() => onPick(question)}>{question}</Button></li>)}
      </ul>
    </div>
  );
}

interface ComposerProps {
  isWriting: boolean;
  refused: { question: string } | undefined;
  onAsk: (question: string) => void;
  onStop: () => void;
}

function Composer({ isWriting, refused, onAsk, onStop }: ComposerProps) {
  const [question, setQuestion] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  // A question that was refused stands in the field again, unless another one was begun.
  useEffect(() => {
    if (refused !== undefined) {
      setQuestion((now) => now === '' ? refused.question : now);
    }
  }, [refused]);

  function send(event?: FormEvent) {
    event?.preventDefault();
    const asked = question.trim();
    if (asked !== '' && !isWriting) {
      setQuestion('');
      onAsk(asked);
      field.current?.focus();
    }
  }

  // Enter asks, with Shift it goes to the next line; not while a word is being composed.
  function onKey(event: KeyboardEvent) {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  }

  return (
    <form className="composer" onSubmit={send}>
      <label className="only-for-readers" htmlFor="question">Your question</label>
      <textarea
        ref={field} id="question" className="input" rows={2} maxLength={4000} placeholder="Ask about your estate" value={question}
        onChange={(event) => setQuestion(event.target.value)} onKeyDown={onKey}
      />
      {isWriting
        ? <Button onClick={onStop}>Stop</Button>
        : <Button type="submit" look="primary">Ask</Button>}
    </form>
  );
}

function DeleteButton({ id, onDeleted }: { id: string; onDeleted: () => void }) {
  const [isAsking, setIsAsking] = useState(false);
  const remove = useDeleteConversation(id);
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>Delete</Button>
      {isAsking && (
        <ConfirmDialog
          title="Delete this conversation?" action="Delete" isBusy={remove.isPending} error={remove.error}
          onClose={() => setIsAsking(false)}
          onConfirm={() => remove.mutate(undefined, { onSuccess: () => {
            setIsAsking(false);
            onDeleted();
          } })}
        >
          Its questions and answers are gone for everybody who has its address.
        </ConfirmDialog>
      )}
    </>
  );
}
