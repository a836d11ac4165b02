import type { Check } from '../check.js';
import { clock } from './clock.js';
import { config } from './config.js';
import { data } from './data.js';
import { files } from './files.js';
import { host } from './host.js';
import { intl } from './intl.js';
import { memory } from './memory.js';
import { node } from './node.js';
import { openFiles } from './open-files.js';
import { hosts, origins } from './origins.js';
import { pages } from './pages.js';
import { plugins } from './plugins.js';
import { ports } from './ports.js';
import { store } from './store.js';
import { tls } from './tls.js';
import { token } from './token.js';

/** Every check, in the order in which it is told of. */
export const checks: readonly Check[] = [
  config,
  node,
  intl,
  pages,
  host,
  ports,
  tls,
  origins,
  hosts,
  token,
  data,
  store,
  files,
  plugins,
  openFiles,
  memory,
  clock,
];
