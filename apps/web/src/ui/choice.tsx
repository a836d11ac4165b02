import type { Signal } from '@preact/signals';

/** What is chosen, and from what. */
export interface ChoiceProps<T extends string> {
  readonly label: string;
  /** Of the label and its list together. */
  readonly class: string;
  readonly signal: Signal<T | undefined>;
  /** What stands for no choice. */
  readonly auto: string;
  readonly options: ReadonlyArray<readonly [value: T, text: string]>;
}

/** A choice of one, or of none. */
export function Choice<T extends string>({ label, class: look, signal, auto, options }: ChoiceProps<T>) {
  return (
    <label class={look}>
      <span>{label}</span>
      <select
        class="field"
        value={signal.value ?? ''}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          signal.value = options.find(([value]) => value === chosen)?.[0];
        }}
      >
        <option value="">{auto}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
