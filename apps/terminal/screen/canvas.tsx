import { EventEmitter } from 'node:events';
import { render } from 'ink';
import type { Frame } from '../view/frame.js';
import { App } from './app.js';

/** Turns frames into pictures of the screen: text with colours, a line for each row. */
export interface Canvas {
  picture(frame: Frame): string;
  end(): void;
}

/**
 * Makes a canvas. Ink lays out and colours; the screen is the painter's. Left to itself, ink would clear the terminal and its
 * scrollback for each picture that is as high as the screen.
 */
export function createCanvas(first: Frame, colours: boolean): Canvas {
  let output = '';
  const size = { columns: first.layout.columns, rows: first.layout.rows };
  const sheet = Object.assign(new EventEmitter(), size, {
    isTTY: true,
    write(text: string): boolean {
      output = text;
      return true;
    },
  });
  const ink = render(<App frame={first} colours={colours} />, {
    stdout: sheet as unknown as NodeJS.WriteStream,
    // Each picture whole and at once.
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  return {
    picture(frame) {
      sheet.columns = frame.layout.columns;
      sheet.rows = frame.layout.rows;
      ink.rerender(<App frame={frame} colours={colours} />);
      return output;
    },
    end: () => ink.unmount(),
  };
}
