interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

/** A setting that is on or off. */
export function Switch({ label, on, disabled, onChange }: SwitchProps) {
  return (
    <label class="setting">
      <span>{label}</span>
      <input
        type="checkbox"
        class="switch"
        checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}
