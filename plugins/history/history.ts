import { type Plugin, type PluginHost, Refusal, retentionTime, type Store } from '../../core/index.js';
import { edit, remove } from './altering/alter.js';
import { react } from './altering/react.js';
import { type AnnotationIndex, createAnnotationIndex } from './annotations/annotation-index.js';
import { keys } from './annotations/keys.js';
import { clockGuard } from './clock-guard.js';
import { createReadMarkers, read } from './markers/read-markers.js';
import { unread } from './markers/unread.js';
import { type HistoryOptions, settingsOf } from './options.js';
import { eraseOwn } from './privacy/erase.js';
import { exportOwn } from './privacy/export.js';
import { page } from './reading/page.js';
import { search } from './reading/search.js';
import { runRetention } from './retention.js';

/** Delay before annotations that are far behind their log are caught up. */
const CATCH_UP_MS = 1_000;

/**
 * Adds message history: pages, search, read markers, edits, deletions, reactions, retention, and export and erasure of a user's
 * own messages. Works with any broker; `search` needs a broker that supports it.
 *
 * Edits, deletions and reactions are entries of the room's log, of the kinds `edit`, `delete` and `reaction`, which go
 * through the gates of `publish` like every message. The gates of `alter` decide who may change a message.
 *
 * Codes: `HISTORY_BEHIND`, `HISTORY_CONFIRM`, `HISTORY_GONE`, `HISTORY_NOT_A_MESSAGE`, `HISTORY_NOT_OPERATOR`,
 * `HISTORY_NOT_YOURS`, `HISTORY_NO_SEARCH`, `HISTORY_NO_SUCH_PLACE`, `HISTORY_TOO_MANY_EDITS`, `HISTORY_TOO_MANY_EMOJI`,
 * `HISTORY_UNKNOWN`. `docs/plugins/history.md` has the commands.
 * @throws TypeError for options that make no sense.
 */
export function history(options: HistoryOptions = {}): Plugin {
  const settings = settingsOf(options);
  const { entry, keepIn, everyMs, operators } = settings;

  return {
    name: 'history',
    async setup(host) {
      const { archive } = host.chat;
      const annotations = createAnnotationIndex({
        store: host.store,
        clock: host.clock,
        archive,
        later: laterIn(host),
      });
      const sources = { archive, annotations };
      const markers = createReadMarkers(host.store, archive);
      // Native clients ask for what they want.
      host.gate('join', (request, { wire }) =>
        request.last !== undefined || wire.endsWith('/native') ? request : { ...request, last: entry },
      );
      host.command(page(sources));
      host.command(search(sources));
      host.command(edit(host, sources));
      host.command(remove(host, sources));
      host.command(react(host, sources));
      host.command(read(host, markers));
      host.command(unread(sources, markers));
      host.command(exportOwn(host, operators));
      host.command(eraseOwn(host, sources, operators));
      const guard = clockGuard(host, settings);
      const now = settings.trustClock ? () => host.clock.now() : retentionTime(host.clock);
      host.every(everyMs, () => runRetention(host, sources, keepIn, { now: now(), byAge: guard.mayDrop() }));
      await guard.begin();
      await finishErasures(host.store, annotations);
    },
  };
}

/** Completes erasures that an earlier process did not finish, before clients can read. */
async function finishErasures(store: Store, annotations: AnnotationIndex): Promise<void> {
  for (const { key, value } of await store.list({ prefix: keys.erasings, limit: 1_000 })) {
    const done = await annotations.fold(String(value));
    if (!(done instanceof Refusal)) await store.delete(key);
  }
}

function laterIn(host: PluginHost): (run: () => Promise<void>) => void {
  return (run) => {
    try {
      host.after(CATCH_UP_MS, run);
    } catch {
      // The plugin is gone: the next one goes on when it is asked.
    }
  };
}
