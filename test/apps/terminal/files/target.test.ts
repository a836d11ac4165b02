import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openTarget } from '../../../../apps/terminal/files/target.js';
import { folder } from '../support/line.js';

const bytes = new TextEncoder().encode('new');

describe('a file that is fetched', () => {
  test('comes to its place when it is whole, and leaves nothing else', async () => {
    const home = await folder();
    const target = await openTarget('../cat.png', home);
    await target.write(bytes);
    expect(await readdir(home)).toEqual(['cat.png.part']);
    expect(await target.keep()).toBe('cat.png');
    expect(await readdir(home)).toEqual(['cat.png']);
  });

  test('never goes over one that is there, nor through a link', async () => {
    const home = await folder();
    await writeFile(join(home, 'a.txt'), 'mine');
    await symlink(join(home, 'elsewhere'), join(home, 'a (2).txt'));
    const target = await openTarget('a.txt', home);
    await target.write(bytes);
    expect(await target.keep()).toBe('a (3).txt');
    expect(await readFile(join(home, 'a.txt'), 'utf8')).toBe('mine');
    expect((await readdir(home)).sort()).toEqual(['a (2).txt', 'a (3).txt', 'a.txt']);
  });

  test('is not begun where a place was chosen that is taken', async () => {
    const home = await folder();
    await writeFile(join(home, 'a.txt'), 'mine');
    await expect(openTarget('x', join(home, 'a.txt'))).rejects.toThrow('there already');
    await mkdir(join(home, 'sub'));
    const target = await openTarget('x.txt', join(home, 'sub'));
    await target.drop();
    expect(await readdir(join(home, 'sub'))).toEqual([]);
  });
});
