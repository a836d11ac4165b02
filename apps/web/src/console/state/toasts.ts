import { signal } from '@preact/signals';

/** A line that comes up when something was done or refused. */
export interface Toast {
  readonly id: number;
  readonly tone: 'good' | 'bad';
  readonly text: string;
  /** Takes it back. */
  readonly undo?: { readonly label: string; readonly run: () => void };
}

/** The lines that are up, oldest first. */
export const toasts = signal<readonly Toast[]>([]);

const MOST = 4;
const GOOD_MS = 10_000;
const BAD_MS = 20_000;

let last = 0;

/** Shows a line for a while. */
export function toast(line: Omit<Toast, 'id'>): void {
  last++;
  const id = last;
  toasts.value = [...toasts.peek(), { ...line, id }].slice(-MOST);
  setTimeout(() => dismiss(id), line.tone === 'good' ? GOOD_MS : BAD_MS);
}

/** Takes a line away. */
export function dismiss(id: number): void {
  toasts.value = toasts.peek().filter((shown) => shown.id !== id);
}
