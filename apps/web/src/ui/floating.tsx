import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { closeModal } from './modal.js';
import { type Box, placeFloating } from './place.js';

/** What something that floats is made of. */
export interface FloatingProps {
  /** Where it belongs; an element, or a place in the window. */
  readonly anchor: Element | Box;
  /** Its name. */
  readonly label: string;
  readonly class?: string;
  readonly children: ComponentChildren;
  readonly onClose: () => void;
}

/**
 * Something small over the page, beside what it was opened from. It has the focus while it is open and gives it back;
 * Esc and a click anywhere else close it.
 */
export function Floating({ anchor, label, class: extra = '', children, onClose }: FloatingProps) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    current.showModal();
    const put = () => {
      const box = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
      const size = { width: current.offsetWidth, height: current.offsetHeight };
      const { left, top } = placeFloating(size, box, { width: innerWidth, height: innerHeight });
      current.style.left = `${left}px`;
      current.style.top = `${top}px`;
    };
    put();
    const observer = new ResizeObserver(put);
    observer.observe(current);
    window.addEventListener('resize', put);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', put);
      closeModal(current);
    };
  }, [anchor]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the keyboard's way, and the element has it already.
    <dialog
      ref={element}
      class={`floating ${extra}`}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
      onContextMenu={(event) => event.preventDefault()}
    >
      {children}
    </dialog>
  );
}
