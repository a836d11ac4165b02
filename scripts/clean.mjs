// Removes what a build leaves behind, so that no file of a deleted source survives in a package.
import { rmSync } from 'node:fs';

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
