import { type MessageItem, sendMessage } from '../../../../../apps/web/src/chat/index.js';
import { history } from '../../../../../plugins/history/index.js';
import { openHall, type TestPage } from './hall.js';

/** So many different lines. */
export const lines = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `line ${n + 1}`);

/** Says something in the room that is shown, and waits until it is kept. */
export async function speak(page: TestPage, texts: readonly string[]): Promise<void> {
  const before = page.texts().length;
  for (const text of texts) sendMessage(page.chat, page.room(), text);
  const isDone = () =>
    page.texts().length === before + texts.length && page.messages().every((one) => one.state === 'sent');
  await page.until(isDone);
}

/** What somebody has said in the room that is shown. */
export const said = (page: TestPage, text: string): MessageItem => {
  const found = page.messages().find((item) => item.text === text);
  if (found === undefined) throw new TypeError(`Nobody has said ${text}.`);
  return found;
};

/** A room in which so much was said by bob, and ann's page, who has just come in. */
export async function roomOf(count: number, parts: Parameters<typeof openHall>[1] = {}) {
  const { page, hub } = await openHall([history()], parts);
  const bob = await page('bob');
  for (let from = 0; from < count; from += 100) await speak(bob, lines(count).slice(from, from + 100));
  const ann = await page('ann');
  await ann.until(() => ann.texts().length === Math.min(count, 50));
  return { ann, bob, hub, page };
}
