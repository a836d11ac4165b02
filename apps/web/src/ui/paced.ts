const HIDDEN_MS = 100;
/** How often is drawn at once before the browser has shown anything of it. */
const AT_ONCE = 3;

let drawn = 0;

const nextFrame = (run: () => void): void => {
  if (document.visibilityState === 'visible') requestAnimationFrame(run);
  else setTimeout(run, HIDDEN_MS);
};

/**
 * When Preact draws: at once, so that what a key press changes is there before the next one. But when so much arrives
 * that drawing would hold everything up, once per frame; in a hidden tab, which has no frames, ten times a second.
 */
export function paced(draw: () => void): void {
  if (drawn === 0) {
    nextFrame(() => {
      drawn = 0;
    });
  }
  drawn++;
  if (drawn <= AT_ONCE) queueMicrotask(draw);
  else nextFrame(draw);
}
