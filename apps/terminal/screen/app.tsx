import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { Frame } from '../view/frame.js';
import { Rows, RowText } from './rows.js';

/** The whole screen. What is in it and where is decided by the frame. */
export function App({ frame, colours }: { readonly frame: Frame; readonly colours: boolean }): ReactElement {
  const { layout, header, rail, log, people, input, status } = frame;
  const { columns, rows, height, hasRule } = layout;
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      <RowText row={header} colours={colours} />
      <Box height={height}>
        {layout.rail > 0 && (
          <Box width={layout.rail} {...line} height={height}>
            <Rows rows={rail} colours={colours} />
          </Box>
        )}
        <Box
          width={layout.log}
          height={height}
          paddingLeft={layout.rail > 0 ? 1 : 0}
          overflow="hidden"
          alignItems="flex-end"
        >
          <Rows rows={log} colours={colours} />
        </Box>
        {layout.people > 0 && (
          <Box width={layout.people} {...line} borderRight={false} borderLeft height={height} paddingLeft={1}>
            <Rows rows={people} colours={colours} />
          </Box>
        )}
      </Box>
      {hasRule && <Text dimColor>{'─'.repeat(columns)}</Text>}
      <Rows rows={input} colours={colours} />
      <RowText row={status} colours={colours} />
    </Box>
  );
}

/** A line at the right side. */
const line = {
  borderStyle: 'single',
  borderDimColor: true,
  borderTop: false,
  borderBottom: false,
  borderLeft: false,
} as const;
