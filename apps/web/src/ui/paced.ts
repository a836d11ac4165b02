const HIDDEN_MS = 100;
/** How often is drawn at once before the browser has shown anything of it. */
const MAX_IMMEDIATE = 3;

let rendered = 0;

const nextFrame = (run: () => void): void => {
  if (document.visibilityState === 'visible') requestAnimationFrame(run);
  else setTimeout(run, HIDDEN_MS);
};

/**
 * When Preact draws: at once, so that what a key press changes is there before the next one. But when so much arrives
 * that drawing would hold everything up, once per frame; in a hidden tab, which has no frames, ten times a second.
 */
export function scheduleRender(draw: () => void): void {
  if (rendered === 0) {
    nextFrame(() => {
      rendered = 0;
    });
  }
  rendered++;
  if (rendered <= MAX_IMMEDIATE) queueMicrotask(draw);
  else nextFrame(draw);
}
