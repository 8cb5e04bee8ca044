import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Answer, begun, take } from './answer';
import { stopAnswer } from './api';
import { ask, resume } from './stream';

interface Asking {
  conversation: string;
  turn?: string;
  answer: Answer;
}

/** What was being read when the page was left: after a reload it is read on. Gone with its tab, as the session is. */
const memory = {
  key: (conversation: string) => `raposa.asking.${conversation}`,
  get: (conversation: string) => {
    const [turn, question] = JSON.parse(sessionStorage.getItem(memory.key(conversation)) ?? '[]') as [string?, string?];
    return turn === undefined || question === undefined ? undefined : { turn, question };
  },
  set: (conversation: string, turn: string, question: string) => sessionStorage.setItem(memory.key(conversation), JSON.stringify([turn, question])),
  clear: (conversation: string) => sessionStorage.removeItem(memory.key(conversation)),
};

/** The answer that is being written in a conversation, if one is, and how to ask for the next. */
export function useAsking(conversation: string | undefined) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Asking>();
  const [problem, setProblem] = useState<unknown>(null);
  const [refused, setRefused] = useState<{ question: string }>();
  const reading = useRef<AbortController>(undefined);

  const follow = useCallback(async (id: string, question: string, start: (reader: Parameters<typeof ask>[2], signal: AbortSignal) => Promise<void>) => {
    reading.current?.abort();
    const stopped = new AbortController();
    reading.current = stopped;
    setProblem(null);
    setAsking({ conversation: id, answer: begun(question) });
    try {
      await start({
        onTurn: (turn) => {
          memory.set(id, turn, question);
          setAsking((now) => now && { ...now, turn });
        },
        onMessage: (message) => setAsking((now) => now && { ...now, answer: take(now.answer, message) }),
      }, stopped.signal);
      memory.clear(id);
      // A first fetch that began before the answer was kept would not be begun anew by the invalidation, and would come without it.
      await queries.cancelQueries({ queryKey: ['conversations'] });
      await queries.invalidateQueries({ queryKey: ['conversations'] });
      // It stays on the page as it was read until the next question: a lost answer is in no list, and a kept one is shown once, by its turn.
    } catch (failure) {
      if (!stopped.signal.aborted) {
        memory.clear(id);
        setAsking(undefined);
        setProblem(failure);
        setRefused({ question });
      }
    }
  }, [queries]);

  useEffect(() => {
    const left = conversation === undefined ? undefined : memory.get(conversation);
    if (left !== undefined && reading.current === undefined) {
      void follow(conversation!, left.question, (reader, signal) => {
        reader.onTurn(left.turn);
        return resume(conversation!, left.turn, reader, signal);
      });
    }
  }, [conversation, follow]);

  useEffect(() => () => {
    reading.current?.abort();
    reading.current = undefined;
  }, []);

  return {
    /** Of this conversation only. */
    answer: asking?.conversation === conversation ? asking?.answer : undefined,
    turn: asking?.conversation === conversation ? asking?.turn : undefined,
    problem,
    /** What was last asked in vain: nobody writes it twice. */
    refused,
    ask: (id: string, question: string) => follow(id, question, (reader, signal) => ask(id, question, reader, signal)),
    stop: async () => {
      if (asking?.turn !== undefined) {
        await stopAnswer(asking.conversation, asking.turn);
      }
    },
  };
}
