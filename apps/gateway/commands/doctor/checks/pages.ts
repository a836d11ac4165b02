import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { type Check, type Finding, ok, warning } from '../check.js';

export function assessPages(isThere: boolean, folder: string): Finding {
  if (isThere) return ok('The web page is built.');
  return warning(`There is no web page in ${folder}: build it with npm run build. All else works without it.`);
}

export const pages: Check = {
  name: 'web page',
  worksWithoutSettings: true,
  async run({ about: { pageFolder } }) {
    const found = access(join(pageFolder, 'index.html'));
    return [
      assessPages(
        await found.then(
          () => true,
          () => false,
        ),
        pageFolder,
      ),
    ];
  },
};
