import { expect, test } from 'vitest';
import { createPainter } from '../../../../apps/terminal/screen/painter.js';

test('only the rows that differ are written, and nothing where none does', () => {
  const written: string[] = [];
  const painter = createPainter((text) => written.push(text));
  painter.paint('one\ntwo\nthree', { row: 2, column: 0 });
  expect(written.at(-1)).toContain('\u001b[2J');
  painter.paint('one\nTWO\nthree', { row: 2, column: 0 });
  expect(written.at(-1)).toContain('TWO');
  expect(written.at(-1)).not.toContain('one');
  expect(written.at(-1)).not.toContain('\u001b[2J');
  painter.paint('one\nTWO\nthree', { row: 2, column: 0 });
  expect(written).toHaveLength(2);
  painter.paint('one\nTWO\nthree', { row: 2, column: 1 });
  expect(written).toHaveLength(3);
});

test('all is written again when the terminal may show anything', () => {
  const written: string[] = [];
  const painter = createPainter((text) => written.push(text));
  painter.paint('one\ntwo', { row: 0, column: 0 });
  painter.forget();
  painter.paint('one\ntwo', { row: 0, column: 0 });
  expect(written.at(-1)).toContain('one');
});
