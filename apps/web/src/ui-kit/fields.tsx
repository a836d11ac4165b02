import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly value: Signal<string>;
}

export interface TextFieldProps extends FieldProps {
  readonly hint?: string;
  /** Makes it a text area of this many lines. */
  readonly lines?: number;
  /** Suggested values. */
  readonly suggestions?: readonly string[];
  readonly maxLength?: number;
}

/** A labelled text field. */
export function TextField({ label, value, hint, lines, suggestions, maxLength }: TextFieldProps) {
  const id = useId();
  const listId = suggestions === undefined ? undefined : `${id}-suggestions`;
  const change = (event: { readonly currentTarget: { readonly value: string } }): void => {
    value.value = event.currentTarget.value;
  };
  return (
    <div class="labelled">
      <label for={id}>{label}</label>
      {lines === undefined ? (
        <input
          id={id}
          class="field"
          value={value.value}
          maxLength={maxLength}
          list={listId}
          autocomplete="off"
          onInput={change}
        />
      ) : (
        <textarea
          id={id}
          class="field field-lines"
          rows={lines}
          value={value.value}
          maxLength={maxLength}
          onInput={change}
        />
      )}
      {suggestions !== undefined && (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      {hint !== undefined && <small class="aside">{hint}</small>}
    </div>
  );
}

export interface SelectProps extends FieldProps {
  readonly options: ReadonlyArray<readonly [value: string, text: string]>;
}

/** A labelled list to choose one option from. */
export function Select({ label, value, options }: SelectProps) {
  return (
    <label class="labelled">
      <span>{label}</span>
      <select
        class="field"
        value={value.value}
        onChange={(event) => {
          value.value = event.currentTarget.value;
        }}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A labelled checkbox. */
export function Checkbox({ label, value }: { readonly label: string; readonly value: Signal<boolean> }) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={value.value}
        onChange={(event) => {
          value.value = event.currentTarget.checked;
        }}
      />
      <span>{label}</span>
    </label>
  );
}

export interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean;
  /** Tooltip. Default: the label. */
  readonly title?: string | undefined;
  /** For a visible `<label for>`. */
  readonly id?: string;
}

/** An on/off switch that takes effect at once. It shows the state that it is given: `onChange` may leave it unchanged. */
export function Switch({ label, on, onChange, disabled, title, id }: SwitchProps) {
  return (
    <button
      id={id}
      type="button"
      role="switch"
      class="switch"
      aria-checked={on}
      aria-label={label}
      title={title ?? label}
      disabled={disabled}
      onClick={() => onChange(!on)}
    />
  );
}
