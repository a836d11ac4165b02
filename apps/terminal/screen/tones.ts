import type { TextProps } from 'ink';
import type { Tone } from '../view/row.js';

type Look = Pick<TextProps, 'color' | 'bold' | 'dimColor' | 'inverse'>;

/** The sixteen colours that every terminal has, in its own theme: so they can be read on dark and on light. */
const looks: Readonly<Record<Tone, Look>> = {
  plain: {},
  dim: { dimColor: true },
  strong: { bold: true },
  accent: { color: 'cyan' },
  good: { color: 'green' },
  warn: { color: 'yellow' },
  bad: { color: 'red' },
  mention: { color: 'yellow', bold: true },
  shown: { inverse: true },
  nick0: { color: 'green' },
  nick1: { color: 'cyan' },
  nick2: { color: 'magenta' },
  nick3: { color: 'blueBright' },
  nick4: { color: 'yellow' },
  nick5: { color: 'redBright' },
};

/** How a tone looks; where no colour is wanted, without. */
export function lookOf(tone: Tone, hasColours: boolean): Look {
  const { color, ...rest } = looks[tone];
  return hasColours && color !== undefined ? { ...rest, color } : rest;
}
