import { signal } from '@preact/signals';
import { TriangleAlert, Undo2, X } from 'lucide';
import { Icon, IconButton } from './button.js';
import { kitPhrase } from './phrases.js';

export interface Toast {
  readonly id: number;
  /** `info` confirms an action briefly; it has no buttons. */
  readonly tone: 'error' | 'info' | 'success';
  readonly text: string;
  /** Reverts the action. */
  readonly undo?: { readonly label: string; readonly run: () => void };
}

/** At most this many are shown at once; the oldest is removed. */
const MAX_TOASTS = 4;
const DURATION_MS: Readonly<Record<Toast['tone'], number>> = { info: 3_000, success: 10_000, error: 20_000 };

const toasts = signal<readonly Toast[]>([]);
let lastId = 0;

/** Shows a message for some seconds. It replaces a toast with the same text. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  lastId++;
  const id = lastId;
  const others = toasts.peek().filter(({ text }) => text !== toast.text);
  toasts.value = [...others, { ...toast, id }].slice(-MAX_TOASTS);
  setTimeout(() => dismissToast(id), DURATION_MS[toast.tone]);
}

function dismissToast(id: number): void {
  toasts.value = toasts.peek().filter((shown) => shown.id !== id);
}

/** Renders the current toasts, oldest first. Mount it once. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastLine({ toast: { id, tone, text, undo } }: { readonly toast: Toast }) {
  return (
    <div class={`toast toast-${tone}`}>
      {tone === 'error' && <Icon icon={TriangleAlert} />}
      <p>{text}</p>
      {undo !== undefined && (
        <button
          type="button"
          class="action"
          onClick={() => {
            dismissToast(id);
            undo.run();
          }}
        >
          <Icon icon={Undo2} size={15} />
          <span>{undo.label}</span>
        </button>
      )}
      {tone !== 'info' && <IconButton icon={X} label={kitPhrase('dismiss')} onClick={() => dismissToast(id)} />}
    </div>
  );
}
