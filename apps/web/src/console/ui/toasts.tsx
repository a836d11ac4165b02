import { t } from '../i18n/index.js';
import { dismiss, type Toast, toasts } from '../state/toasts.js';
import { IconButton } from './button.js';
import { Icon } from './icon.js';

/** What was done or refused lately, with a button that takes it back where that is possible. */
export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((line) => (
        <Line key={line.id} line={line} />
      ))}
    </div>
  );
}

function Line({ line: { id, tone, text, undo } }: { readonly line: Toast }) {
  return (
    <div class={`toast toast-${tone}`}>
      {tone === 'bad' && <Icon name="warn" />}
      <p>{text}</p>
      {undo !== undefined && (
        <button
          type="button"
          class="act"
          onClick={() => {
            dismiss(id);
            undo.run();
          }}
        >
          <Icon name="undo" size={15} />
          <span>{undo.label}</span>
        </button>
      )}
      <IconButton icon="close" label={t('dismiss')} onClick={() => dismiss(id)} />
    </div>
  );
}
