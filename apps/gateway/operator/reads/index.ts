import type { OperatorQuery } from '../read.js';
import { audit } from './audit.js';
import { config } from './config.js';
import { files } from './files.js';
import { overview } from './overview.js';
import { plugins } from './plugins.js';
import { rooms } from './rooms.js';
import { sessions } from './sessions.js';
import { tap } from './tap.js';
import { why } from './why.js';

/** What is answered to GET, by what is behind `/operator/`. */
export const queries: Readonly<Record<string, OperatorQuery>> = {
  audit,
  config,
  files,
  overview,
  plugins,
  rooms,
  sessions,
  tap,
  why,
};
