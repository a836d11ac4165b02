import { describe, test } from 'vitest';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { heritage, kindNames } from '../../../adapters/dialects/heritage/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { type Dialect, native } from '../../../core/index.js';
import { dialectConformance } from '../../../testkit/index.js';

/** The dialect of one old program. */
function old(name: (typeof kindNames)[number]): Dialect {
  const { dialects: all } = heritage();
  return all[kindNames.indexOf(name)] as Dialect;
}

const dialects: Readonly<Record<string, () => Dialect>> = {
  ...Object.fromEntries(kindNames.map((name) => [name, () => old(name)])),
  native: () => native,
  text: () => text(),
  'text without a prompt': () => text({ prompt: false, echo: true, room: 'attic', greeting: 'Hello.' }),
  'auto, over text': () => auto({ text: text() }),
  'auto, over text and the old programs': () => auto({ text: text(), others: heritage().dialects }),
  'auto, over text without a prompt': () => auto({ text: text({ prompt: false }) }),
};

for (const [name, make] of Object.entries(dialects)) {
  describe(name, () => {
    for (const { name: rule, run } of dialectConformance(make)) test(rule, run);
  });
}
