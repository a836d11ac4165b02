import { signal } from '@preact/signals';

const SHOWN_MS = 3_000;

const told = signal('');
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says in passing that something was done. */
export function tell(text: string): void {
  clearTimeout(timer);
  told.value = text;
  timer = setTimeout(() => {
    told.value = '';
  }, SHOWN_MS);
}

/** What was said in passing; drawn once. */
export function Told() {
  return (
    <div class="told" role="status">
      {told.value !== '' && <span>{told.value}</span>}
    </div>
  );
}
