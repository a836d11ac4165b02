const KEY = 'partyline.drafts';
/** The oldest go when there are more. */
const MOST = 50;
const MOST_CHARACTERS = 20_000;
/** Whoever types fast is not held up by what is kept. */
const PAUSE_MS = 500;

const written = new Map<string, string>();
let timer: ReturnType<typeof setTimeout> | undefined;

function load(): ReadonlyMap<string, string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return new Map();
    return new Map(Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}

/** What was written in a conversation before the page was loaded, and not sent. */
export function keptDraft(key: string): string {
  return written.get(key) ?? load().get(key) ?? '';
}

/** Keeps what is written in a conversation over a reload; `''` forgets it. */
export function keepDraft(key: string, text: string): void {
  written.set(key, text);
  timer ??= setTimeout(save, PAUSE_MS);
}

function save(): void {
  clearTimeout(timer);
  timer = undefined;
  if (written.size === 0) return;
  const kept = [...load()].filter(([key]) => !written.has(key));
  const now = [...written]
    .filter(([, text]) => text !== '')
    .map(([key, text]) => [key, text.slice(0, MOST_CHARACTERS)]);
  written.clear();
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries([...kept, ...now].slice(-MOST))));
  } catch {
    // Private windows may refuse: then a reload forgets it.
  }
}

window.addEventListener('pagehide', save);
