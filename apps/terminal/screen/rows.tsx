import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { Row } from '../view/row.js';
import { lookOf } from './tones.js';

/** Rows one below the other, exactly as they are: each is as wide as it may be already. */
export function Rows({ rows, colours }: { readonly rows: readonly Row[]; readonly colours: boolean }): ReactElement {
  return (
    <Box flexDirection="column">
      {rows.map((row, index) => (
        <RowText key={index} row={row} colours={colours} />
      ))}
    </Box>
  );
}

/** One row. An empty one keeps its height. */
export function RowText({ row, colours }: { readonly row: Row; readonly colours: boolean }): ReactElement {
  if (row.every(({ text }) => text === '')) return <Text> </Text>;
  return (
    <Text wrap="truncate">
      {row.map(({ text, tone }, index) => (
        <Text key={index} {...lookOf(tone, colours)}>
          {text}
        </Text>
      ))}
    </Text>
  );
}
