import { signal } from '@preact/signals';

const SHOWN_MS = 3_000;

const message = signal('');
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says in passing that something was done. */
export function showToast(text: string): void {
  clearTimeout(timer);
  message.value = text;
  timer = setTimeout(() => {
    message.value = '';
  }, SHOWN_MS);
}

/** What was said in passing; drawn once. */
export function Toast() {
  return (
    <div class="told" role="status">
      {message.value !== '' && <span>{message.value}</span>}
    </div>
  );
}
