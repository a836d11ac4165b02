import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly value: Signal<string>;
}

/** What a line of text is made of. */
export interface TextFieldProps extends FieldProps {
  readonly hint?: string;
  readonly lines?: number;
  readonly list?: readonly string[];
  readonly longest?: number;
}

/** A line of text, or some. */
export function TextField({ label, value, hint, lines, list, longest }: TextFieldProps) {
  const id = useId();
  const listId = list === undefined ? undefined : `${id}-known`;
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
          maxLength={longest}
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
          maxLength={longest}
          onInput={change}
        />
      )}
      {list !== undefined && (
        <datalist id={listId}>
          {list.map((known) => (
            <option key={known} value={known} />
          ))}
        </datalist>
      )}
      {hint !== undefined && <small class="aside">{hint}</small>}
    </div>
  );
}

/** What a choice is made of. */
export interface ChoiceProps extends FieldProps {
  readonly options: ReadonlyArray<readonly [value: string, text: string]>;
}

/** One of some. */
export function Choice({ label, value, options }: ChoiceProps) {
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

/** Something that may go with it. */
export function Check({ label, value }: { readonly label: string; readonly value: Signal<boolean> }) {
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
