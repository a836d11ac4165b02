import { signal } from '@preact/signals';
import type { IconNode } from 'lucide';
import { useRef } from 'preact/hooks';
import { Icon } from './button.js';
import { type Box, Floating } from './floating.js';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconNode;
  /** Marks a destructive action. */
  readonly danger?: boolean;
  readonly run: () => void;
}

interface OpenMenu {
  readonly anchor: Element | Box;
  readonly label: string;
  readonly items: readonly MenuItem[];
}

const openedMenu = signal<OpenMenu | undefined>(undefined);

/** Opens a menu next to an element or at a point. Does nothing without items. */
export function openMenu(anchor: Element | Box, label: string, items: readonly MenuItem[]): void {
  if (items.length > 0) openedMenu.value = { anchor, label, items };
}

/** Returns the position of a mouse event as an anchor. */
export function pointerBox({ clientX, clientY }: MouseEvent): Box {
  return { left: clientX, right: clientX, top: clientY, bottom: clientY };
}

/** Index of the item to focus, by key. */
const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

const close = () => {
  openedMenu.value = undefined;
};

function MenuItems({ label, items }: OpenMenu) {
  const list = useRef<HTMLDivElement>(null);
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
        const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
        const at = buttons.findIndex((button) => button.matches(':focus'));
        buttons[step(at, buttons.length)]?.focus();
      }}
    >
      {items.map(({ label: text, icon, danger, run }, at) => (
        <button
          key={text}
          type="button"
          role="menuitem"
          autofocus={at === 0}
          tabIndex={-1}
          class={`menu-item ${danger === true ? 'menu-danger' : ''}`}
          onClick={() => {
            close();
            run();
          }}
        >
          {icon !== undefined && <Icon icon={icon} />}
          <span>{text}</span>
        </button>
      ))}
    </div>
  );
}

/** Renders the open menu. Mount it once, at the end of the page. */
export function MenuLayer() {
  const { value: menu } = openedMenu;
  if (menu === undefined) return null;
  return (
    <Floating anchor={menu.anchor} label={menu.label} class="floating-menu" onClose={close}>
      <MenuItems {...menu} />
    </Floating>
  );
}
