/**
 * `npm start`: builds what is not up to date, then runs the stock gateway in this very process, so that signals reach it and its exit
 * code is that of the command.
 */
import { build } from './build.mjs';

/** How often to look whether npm has ended, in milliseconds. */
const PARENT_CHECK_MS = 500;

/**
 * Drains when the parent process has ended, as when npm was killed and could pass no signal on. A process that loses its parent gets
 * another parent id (POSIX); on Windows the id stays, and names no process any more.
 */
function drainWithout(parent) {
  const watch = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(watch);
    process.emit('SIGTERM', 'SIGTERM', 15);
  }, PARENT_CHECK_MS);
  watch.unref();
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const parent = process.ppid;
await build();
// Started by hand, without npm, it may outlive its terminal.
if (process.env.npm_lifecycle_event !== undefined) drainWithout(parent);
await import('../dist/apps/gateway/main.js');
