const FRAME_MS = 16;
const HIDDEN_MS = 100;

let last = 0;

/**
 * When Preact draws: at once when nothing was drawn lately, so that a key press shows before the next one comes;
 * otherwise once per frame, however many messages came in it. In a hidden tab, which has no frames, ten times a second.
 */
export function paced(draw: () => void): void {
  const run = () => {
    last = performance.now();
    draw();
  };
  if (performance.now() - last >= FRAME_MS) queueMicrotask(run);
  else if (document.visibilityState === 'visible') requestAnimationFrame(run);
  else setTimeout(run, HIDDEN_MS);
}
