const KEY = 'partyline.drafts';
/** The oldest go when there are more. */
const MAX_DRAFTS = 50;
const MAX_CHARACTERS = 20_000;
/** Whoever types fast is not held up by what is kept. */
const PAUSE_MS = 500;

const unsaved = new Map<string, string>();
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
export function loadDraft(key: string): string {
  return unsaved.get(key) ?? load().get(key) ?? '';
}

/** Keeps what is written in a conversation over a reload; `''` forgets it. */
export function saveDraft(key: string, text: string): void {
  unsaved.set(key, text);
  timer ??= setTimeout(save, PAUSE_MS);
}

function save(): void {
  clearTimeout(timer);
  timer = undefined;
  if (unsaved.size === 0) return;
  const kept = [...load()].filter(([key]) => !unsaved.has(key));
  const now = [...unsaved].filter(([, text]) => text !== '').map(([key, text]) => [key, text.slice(0, MAX_CHARACTERS)]);
  unsaved.clear();
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries([...kept, ...now].slice(-MAX_DRAFTS))));
  } catch {
    // Private windows may refuse: then a reload forgets it.
  }
}

window.addEventListener('pagehide', save);
