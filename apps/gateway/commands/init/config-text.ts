import { stringify } from 'yaml';
import type { SettingRow } from '../../settings/table.js';
import { groups, limitGroup, type SettingGroup } from './groups.js';

const WIDTH = 100;

/**
 * A config file with every setting, its help and its default, all commented out. What is help begins with `# `, what becomes a
 * setting when the `#` is taken away begins with `#` alone.
 * @param version The program's.
 * @param file What the file is called.
 */
export function formatConfigFile(version: string, file: string): string {
  return [
    `# Settings of the gateway of Partyline ${version}: partyline start --config ${file}`,
    '#',
    '# Each line shows a default. Take the # at its beginning away and change what is behind the colon. Environment',
    '# variables (PARTYLINE_HTTP_PORT) go before this file, flags (--http-port) before both.',
    `# Is it right? partyline start --check-config --config ${file}; partyline doctor --config ${file}`,
    ...groups.flatMap((group) => formatSection(group, '')),
    ...formatHeading(limitGroup.title),
    '#limits:',
    ...limitGroup.rows.flatMap((row) => formatSetting(row, '  ')),
    '',
  ].join('\n');
}

function formatSection(group: SettingGroup, indent: string): readonly string[] {
  return [...formatHeading(group.title), ...group.rows.flatMap((row) => formatSetting(row, indent))];
}

function formatHeading(title: string): readonly string[] {
  return ['', `# --- ${title} ${'-'.repeat(WIDTH - title.length - 7)}`];
}

function formatSetting({ name, setting }: SettingRow, indent: string): readonly string[] {
  const key = name.replace('limits.', '');
  const value = stringify(setting.default, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
  return ['', ...wrapText(setting.help).map((line) => `${indent}# ${line}`), `${indent}#${key}: ${value}`];
}

function wrapText(text: string): readonly string[] {
  const result = [''];
  for (const word of text.split(' ')) {
    const last = result.at(-1) ?? '';
    if (last.length + word.length > WIDTH) result.push(word);
    else result[result.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return result;
}
