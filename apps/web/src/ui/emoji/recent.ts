const KEY = 'partyline.emoji';
/** Two rows of the grid. */
const MAX_RECENT = 16;
/** What there is before anything was picked. */
const DEFAULTS = ['👍️', '❤️', '😂', '🎉', '👀', '🙏', '🔥', '✅️'];

/** The emoji picked last, the newest first. */
export function recentEmoji(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    const picked = Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
    return [...new Set([...picked, ...DEFAULTS])].slice(0, MAX_RECENT);
  } catch {
    return DEFAULTS;
  }
}

/** Puts an emoji before those picked earlier. */
export function rememberEmoji(emoji: string): void {
  try {
    const picked = recentEmoji().filter((one) => one !== emoji);
    localStorage.setItem(KEY, JSON.stringify([emoji, ...picked].slice(0, MAX_RECENT)));
  } catch {
    // Private windows may refuse: then the next visit begins with the usual ones.
  }
}
