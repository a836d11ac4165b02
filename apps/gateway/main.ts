#!/usr/bin/env node
import { MIN_OPEN_FILES, openFilesLimit } from './open-files.js';

/** From this limit of open files on, everything can be loaded at once. */
const PLENTY_OF_FILES = 2_048;

/**
 * The parts of the program from the bottom up. Node opens all files of an import at the same time; one part after the other needs few
 * at once, for what a part imports has been loaded by then.
 */
const stages: readonly (() => Promise<unknown>)[] = [
  () => import('zod'),
  () => import('yaml'),
  () => import('reflect-metadata'),
  () => import('inversify'),
  () => import('../../core/index.js'),
  () => import('../../adapters/system/index.js'),
  () => import('../../adapters/transports/tcp/index.js'),
  () => import('../../adapters/transports/websocket/index.js'),
  () => import('../../adapters/dialects/text/index.js'),
  () => import('../../adapters/dialects/auto/index.js'),
  () => import('../../adapters/dialects/heritage/index.js'),
  () => import('../../adapters/brokers/sqlite/index.js'),
  () => import('../../plugins/logging/index.js'),
  () => import('../../plugins/metrics/index.js'),
  () => import('../../plugins/flood-control/index.js'),
  () => import('../../plugins/moderation/index.js'),
  () => import('../../plugins/profanity/index.js'),
  () => import('../../plugins/history/index.js'),
  () => import('../../plugins/file-transfer/index.js'),
  () => import('./settings/read.js'),
];

/** Loads the program part by part, so that it starts where few files may be open at once. */
async function loadInStages(): Promise<void> {
  for (const load of stages) await load();
}

const limit = openFilesLimit();

// What is kept is for this user alone: database, files, configuration, wherever they are made.
process.umask(0o077);

if (limit < MIN_OPEN_FILES) {
  process.stderr.write(
    `partyline: The limit of open files is ${limit} (ulimit -n). At least ${MIN_OPEN_FILES} are needed. ` +
      'Raise it with ulimit -n 4096, or with LimitNOFILE=4096 in a systemd unit.\n',
  );
  process.exitCode = 1;
} else {
  if (limit < PLENTY_OF_FILES) await loadInStages();
  const { run } = await import('./run.js');
  await run(process.argv.slice(2), process.env);
}
