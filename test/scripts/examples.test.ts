import { describe, expect, test } from 'vitest';

interface Examples {
  examplesIn(markdown: string): readonly { name: string; text: string }[];
  withFreePorts(text: string): Promise<{ text: string; ports: readonly number[] }>;
}

const script = new URL('../../scripts/examples.mjs', import.meta.url).href;
const { examplesIn, withFreePorts } = (await import(script)) as Examples;

describe('the examples of README.md', () => {
  test('are the ts blocks right after a mark, and no others', () => {
    const markdown = [
      '```ts\nunmarked();\n```',
      '<!-- example: compose -->\n```ts\nlisten();\n```',
      '<!-- example: shell -->\n```sh\nls\n```',
    ].join('\n\n');
    expect(examplesIn(markdown)).toEqual([{ name: 'compose', text: 'listen();\n' }]);
  });

  test('of one name are told apart', () => {
    const block = '<!-- example: plugin -->\n\n```ts\nx;\n```\n';
    expect(examplesIn(block + block).map(({ name }) => name)).toEqual(['plugin', 'plugin-2']);
  });

  test('move every port to one that is free, the same to the same', async () => {
    const { text, ports } = await withFreePorts('a({ port: 7000 }); b({ port: 8080 }); c({ port: 7000 });');
    expect(new Set(ports).size).toBe(2);
    expect(text).toBe(`a({ port: ${ports[0]} }); b({ port: ${ports[1]} }); c({ port: ${ports[0]} });`);
  });
});
