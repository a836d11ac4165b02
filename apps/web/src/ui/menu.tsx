import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Floating } from './floating.js';
import { Icon, type IconName } from './icon.js';
import type { Box } from './place.js';

/** One line of a menu. */
export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  /** Whether it takes something away. */
  readonly bad?: boolean;
  readonly run: () => void;
}

interface OpenMenu {
  readonly anchor: Element | Box;
  readonly label: string;
  readonly items: readonly MenuItem[];
}

const open = signal<OpenMenu | undefined>(undefined);

/** Opens a menu beside an element, or where the mouse was. */
export function openMenu(anchor: Element | Box, label: string, lines: readonly MenuItem[]): void {
  if (lines.length > 0) open.value = { anchor, label, items: lines };
}

/** Where a click with the right button was. */
export function pointerBox({ clientX, clientY }: MouseEvent): Box {
  return { left: clientX, right: clientX, top: clientY, bottom: clientY };
}

/** From one line to another: arrows go round, Home and End to the ends. */
const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

const close = () => {
  open.value = undefined;
};

function Lines({ label, items: lines }: OpenMenu) {
  const list = useRef<HTMLDivElement>(null);
  const buttons = () => [...(list.current?.querySelectorAll('button') ?? [])];
  return (
    <div
      ref={list}
      class="menu"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Tab') {
          event.preventDefault();
          close();
          return;
        }
        const step = steps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        const all = buttons();
        const at = all.findIndex((button) => button.matches(':focus'));
        all[step(at, all.length)]?.focus();
      }}
    >
      {lines.map(({ label: text, icon, bad, run }, at) => (
        <button
          key={text}
          type="button"
          role="menuitem"
          autofocus={at === 0}
          tabIndex={-1}
          class={`menu-line ${bad === true ? 'menu-bad' : ''}`}
          onClick={() => {
            close();
            run();
          }}
        >
          {icon !== undefined && <Icon name={icon} />}
          <span>{text}</span>
        </button>
      ))}
    </div>
  );
}

/** The menu that is open; it is drawn once, at the end of the page. */
export function MenuLayer() {
  const shown = open.value;
  if (shown === undefined) return null;
  return (
    <Floating anchor={shown.anchor} label={shown.label} class="floating-menu" onClose={close}>
      <Lines {...shown} />
    </Floating>
  );
}
