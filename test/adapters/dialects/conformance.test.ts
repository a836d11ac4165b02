import { describe, test } from 'vitest';
import { auto } from '../../../adapters/dialects/auto/index.js';
import { text } from '../../../adapters/dialects/text/index.js';
import { type Dialect, native } from '../../../core/index.js';
import { dialectConformance } from '../../../testkit/index.js';

const dialects: Readonly<Record<string, () => Dialect>> = {
  native: () => native,
  text: () => text(),
  'text without a prompt': () => text({ prompt: false, echo: true, room: 'attic', greeting: 'Hello.' }),
  'auto, over text': () => auto({ text: text() }),
  'auto, over text without a prompt': () => auto({ text: text({ prompt: false }) }),
};

for (const [name, make] of Object.entries(dialects)) {
  describe(name, () => {
    for (const { name: rule, run } of dialectConformance(make)) test(rule, run);
  });
}
