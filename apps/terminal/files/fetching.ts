import { type Client, ClientError } from '../../../client/index.js';
import type { FileCard } from '../state/line.js';
import type { Course } from './course.js';
import { fault } from './fault.js';
import { openTarget, type Target } from './target.js';

/**
 * Fetches a file into a place where nothing is yet. Never rejects; the course's line says how it ended, and the result
 * whether well. What came of a file that is not whole is removed.
 */
export async function fetching(client: Client, course: Course, card: FileCard, path?: string): Promise<boolean> {
  let target: Target | undefined;
  try {
    const file = await client.fetchFile(card.id, { signal: course.signal });
    target = await openTarget(file.name, path);
    course.show({ size: file.size, stage: 'running' });
    let moved = 0;
    // The end of the loop is the word that the checksum was right.
    for await (const part of file.bytes) {
      moved += part.length;
      if (moved > file.size) throw new ClientError('CLIENT_BAD_REPLY', 'It is longer than was said.', false);
      await target.write(part);
      course.show({ moved, stage: 'running' });
      await course.open();
    }
    course.signal.throwIfAborted();
    const kept = await target.keep();
    course.show({ moved, stage: 'done', remark: `saved as ${kept}, checksum ✓ ${file.sha256.slice(0, 8)}` });
    return true;
  } catch (error) {
    await target?.drop();
    course.show({ stage: 'failed', remark: fault(error, course.signal) });
    return false;
  }
}
