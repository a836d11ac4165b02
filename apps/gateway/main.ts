#!/usr/bin/env node
import { loadInStages, PLENTY_OF_FILES } from './load-in-stages.js';
import { MIN_OPEN_FILES, openFilesLimit } from './open-files.js';

const limit = openFilesLimit();

// What is kept is for this user alone: database, files, configuration, wherever they are made.
process.umask(0o077);

if (limit < MIN_OPEN_FILES) {
  process.stderr.write(
    `partyline: Only ${limit} files may be open at once (ulimit -n), and at least ${MIN_OPEN_FILES} are needed. ` +
      'Raise the limit: ulimit -n 4096, or LimitNOFILE=4096 in a systemd unit.\n',
  );
  process.exitCode = 1;
} else {
  if (limit < PLENTY_OF_FILES) await loadInStages();
  const { run } = await import('./run.js');
  await run(process.argv.slice(2), process.env);
}
