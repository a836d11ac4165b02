/** How far from the edges of the window, and from what it belongs to. */
const MARGIN_PX = 8;
const GAP_PX = 4;

/** A rectangle in the window, as `getBoundingClientRect` gives it. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Where something goes that belongs to something else: under it or, where there is no room, over it, and always
 * inside of the window.
 *
 * @param size   how large it is
 * @param anchor what it belongs to
 * @param view   how large the window is
 */
export function placeFloating(
  size: { readonly width: number; readonly height: number },
  anchor: Box,
  view: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number } {
  const below = anchor.bottom + GAP_PX;
  const above = anchor.top - GAP_PX - size.height;
  const fits = below + size.height <= view.height - MARGIN_PX;
  const wanted = fits || above < MARGIN_PX ? below : above;
  const start = anchor.left + size.width <= view.width - MARGIN_PX ? anchor.left : anchor.right - size.width;
  const inside = (at: number, length: number, whole: number) =>
    Math.max(MARGIN_PX, Math.min(at, whole - MARGIN_PX - length));
  return { left: inside(start, size.width, view.width), top: inside(wanted, size.height, view.height) };
}
