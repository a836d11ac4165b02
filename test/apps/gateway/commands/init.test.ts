import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatConfigFile, groups, limitGroup } from '../../../../apps/gateway/commands/init.js';
import { mergeSettings, readConfig } from '../../../../apps/gateway/settings/read.js';
import { findValueProblem } from '../../../../apps/gateway/settings/setting.js';
import { allRows } from '../../../../apps/gateway/settings/table.js';
import { limitsWith } from '../../../../index.js';
import { runProgram } from '../operator/support/cli.js';
import { temporaryFolder } from '../support/files.js';

const text = formatConfigFile('1.2.3', 'partyline.yaml');
const uncommented = text.replace(/^( *)#(?=\S)/gm, '$1');

describe('the file that init writes', () => {
  test('sets nothing as it is', () => {
    expect(readConfig(text, 'partyline.yaml')).toEqual({ values: [], problems: [] });
  });

  test('is accepted with all its lines, and is what holds without it', () => {
    const { values: given, problems } = readConfig(uncommented, 'partyline.yaml');
    expect([problems, given.flatMap((one) => findValueProblem(one) ?? [])]).toEqual([[], []]);
    const { limits, ...own } = mergeSettings(given);
    const { limits: none, ...defaults } = mergeSettings([]);
    expect(own).toEqual(defaults);
    expect(limitsWith(limits)).toEqual(limitsWith(none));
  });

  test('has every setting once, with its help', () => {
    const { values: given } = readConfig(uncommented, 'partyline.yaml');
    expect(given.map(({ row }) => row.name).sort()).toEqual(allRows.map(({ name }) => name).sort());
    const flat = text.replace(/\n *# /g, ' ');
    expect(allRows.filter(({ setting }) => !flat.includes(setting.help))).toEqual([]);
  });

  test('has groups of which none is empty', () => {
    expect([...groups, limitGroup].filter((group) => group.rows.length === 0)).toEqual([]);
  });

  test('fits a terminal of 120 columns', () => {
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});

describe('partyline init', () => {
  const at = (...parts: readonly string[]) => join(...parts);

  test('writes it for its owner alone, and start takes it', async () => {
    const file = at(temporaryFolder(), 'chat.yaml');
    const { code, out, err } = await runProgram(['init', file]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`partyline start --config ${file}`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await runProgram(['--check-config', '--config', file])).toMatchObject({ code: 0 });
  });

  test('writes over no file without --force', async () => {
    const file = at(temporaryFolder(), 'chat.yaml');
    writeFileSync(file, 'room: attic\n');
    expect(await runProgram(['init', file])).toEqual({
      code: 1,
      out: '',
      err: `partyline: ${file} already exists. Use --force to overwrite it.\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('room: attic\n');
    expect(await runProgram(['init', '--force', file])).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).toContain('#room: lobby');
  });

  test('writes to standard output for -', async () => {
    const { code, out } = await runProgram(['init', '-']);
    expect(code).toBe(0);
    expect(readConfig(out.replace(/^( *)#(?=\S)/gm, '$1'), 'x').problems).toEqual([]);
  });

  test('says why it cannot be written', async () => {
    const { code, err } = await runProgram(['init', at(temporaryFolder(), 'nowhere', 'chat.yaml')]);
    expect([code, err]).toEqual([1, expect.stringMatching(/^partyline: Cannot write \S+: ENOENT/)]);
  });

  test.each([
    [['a', 'b'], 'Only one file can be written at a time.'],
    [['--forse'], 'Unknown option --forse. Did you mean --force?'],
    [['--force=yes'], '--force takes no value.'],
  ])('ends with 2 for %j', async (args, line) => {
    expect(await runProgram(['init', ...args])).toEqual({ code: 2, out: '', err: `partyline: ${line}\n` });
  });
});
