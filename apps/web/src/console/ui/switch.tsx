/** What a switch is made of. */
export interface SwitchProps {
  /** What it switches. */
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean;
  readonly title?: string | undefined;
}

/** Something that is on or off, at once. */
export function Switch({ label, on, onChange, disabled, title }: SwitchProps) {
  return (
    <button
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
