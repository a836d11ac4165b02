import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { closeModal } from './dialog.js';

/** Distance from the edges of the window, and from the anchor. */
const MARGIN_PX = 8;
const GAP_PX = 4;

/** A rectangle in window coordinates, as returned by `getBoundingClientRect`. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Computes the position of a floating element: below its anchor or, without room there, above it; always inside the window. */
export function placeFloating(size: Size, anchor: Box, view: Size): { readonly left: number; readonly top: number } {
  const below = anchor.bottom + GAP_PX;
  const above = anchor.top - GAP_PX - size.height;
  const fits = below + size.height <= view.height - MARGIN_PX;
  const wanted = fits || above < MARGIN_PX ? below : above;
  const start = anchor.left + size.width <= view.width - MARGIN_PX ? anchor.left : anchor.right - size.width;
  const inside = (at: number, length: number, whole: number) =>
    Math.max(MARGIN_PX, Math.min(at, whole - MARGIN_PX - length));
  return { left: inside(start, size.width, view.width), top: inside(wanted, size.height, view.height) };
}

export interface FloatingProps {
  /** The element or window coordinates to place it next to. */
  readonly anchor: Element | Box;
  /** Accessible name. */
  readonly label: string;
  readonly class?: string;
  readonly children: ComponentChildren;
  readonly onClose: () => void;
}

/** A modal popover next to its anchor. It holds the focus while open; Esc and a click elsewhere close it. */
export function Floating({ anchor, label, class: extra = '', children, onClose }: FloatingProps) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    current.showModal();
    const place = () => {
      const box = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
      const size = { width: current.offsetWidth, height: current.offsetHeight };
      const { left, top } = placeFloating(size, box, { width: innerWidth, height: innerHeight });
      current.style.left = `${left}px`;
      current.style.top = `${top}px`;
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(current);
    window.addEventListener('resize', place);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', place);
      closeModal(current);
    };
  }, [anchor]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the dialog element already handles Esc.
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
