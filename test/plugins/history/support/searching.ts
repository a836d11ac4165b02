import { type Broker, MemoryBroker, type Page, type SearchQuery } from '../../../../core/index.js';
import { countingRandom } from '../../../support/random.js';

/** A broker in memory that finds entries by what is in their texts. */
export function searchingBroker(): Broker {
  const broker = new MemoryBroker(countingRandom(), { entriesPerRoom: 10_000 });
  return Object.assign(broker, {
    supports: { durable: false, search: true },
    async search(room: string, { text, before, limit }: SearchQuery): Promise<Page> {
      const { entries } = await broker.read(room, { limit: 10_000 });
      const found = entries.filter(
        ({ message, position }) => message.text.includes(text) && position.offset < (before?.offset ?? Infinity),
      );
      return { entries: found.slice(-limit), more: found.length > limit, gap: false };
    },
  });
}
