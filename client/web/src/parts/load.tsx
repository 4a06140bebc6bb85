// Loading, and what a reader sees meanwhile or instead.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { onSignIn, type Problem, problemOf } from '../api';

export interface Loaded<T> {
  value: T | undefined;
  problem: Problem | undefined;
  slow: boolean;
  reload: () => void;
}

// A call that takes longer is announced. Below this a message would only flicker.
const SLOW_MS = 300;

// Runs `load` whenever `keys` change, or somebody signs in. Keeps the previous value until the next one is there.
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, keys: unknown[]): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({ value: undefined, problem: undefined, slow: false });
  const [turn, setTurn] = useState(0);
  useEffect(() => onSignIn(() => setTurn((t) => t + 1)), []);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(() => setState((s) => ({ ...s, slow: true })), SLOW_MS);
    load(signal)
      .then(
        (value) => !signal.aborted && setState({ value, problem: undefined, slow: false }),
        (error) => !signal.aborted && setState({ value: undefined, problem: problemOf(error), slow: false }),
      )
      .finally(() => clearTimeout(timer));
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [...keys, turn]);
  return { ...state, reload: () => setTurn((t) => t + 1) };
}

export function Trouble({ problem, retry }: { problem: Problem; retry?: () => void }) {
  return (
    <div class="notice trouble" role="alert">
      <strong>{problem.title}</strong>
      <p dir="auto">{problem.message}</p>
      {retry && <button type="button" onClick={retry}>Try again</button>}
    </div>
  );
}

// Shows what was loaded, the problem, or that loading takes a while.
export function Show<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  if (of.problem) return <Trouble problem={of.problem} retry={of.reload} />;
  if (of.value !== undefined) return <>{children(of.value)}</>;
  return <p class="notice" role="status">{of.slow ? 'Loading\u2026' : ''}</p>;
}
