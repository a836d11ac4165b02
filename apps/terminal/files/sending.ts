import { type Client, ClientError, type FileSending } from '../../../client/index.js';
import type { Room } from '../state/room.js';
import type { Course } from './course.js';
import { fault } from './fault.js';
import { type LocalFile, openFile } from './source.js';

/** Sends a file, with its checksum. Never rejects; the course's line says how it ended, and the result whether well. */
export async function sending(client: Client, room: Room, course: Course, path: string): Promise<boolean> {
  let file: LocalFile | undefined;
  try {
    file = await openFile(path);
    course.show({ name: file.name, size: file.size, remark: 'reading' });
    const sha256 = await file.sha256(course.signal);
    await course.open();
    course.signal.throwIfAborted();
    const progress = (moved: number): void => course.show({ moved, stage: 'running', remark: undefined });
    const target = room.kind === 'direct' ? { to: room.title } : { room: room.name };
    progress(0);
    const sent = await steered(client.sendFile(target, file, { name: file.name, sha256, progress }), course);
    if (sent.sha256 !== sha256) throw new ClientError('FILE_CHECKSUM', 'The server has other bytes.', false);
    course.show({ moved: file.size, stage: 'done', remark: `sent, checksum ✓ ${sha256.slice(0, 8)}` });
    return true;
  } catch (error) {
    course.show({ stage: 'failed', remark: fault(error, course.signal) });
    return false;
  } finally {
    await file?.close().catch(() => {});
  }
}

/** What people do to the course is done to the sending. */
function steered(transfer: FileSending, course: Course): FileSending['done'] {
  course.onPause = (isPaused) => (isPaused ? transfer.pause() : transfer.resume());
  course.signal.addEventListener('abort', () => transfer.abort());
  return transfer.done;
}
