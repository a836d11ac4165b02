import type { FileSending, FileTarget } from '../../../../client/index.js';
import type { Conversation } from './conversation.js';
import { detailedFault } from './fault.js';
import type { UploadItem } from './item.js';
import type { Chat, Upload } from './state.js';
import { removeItem, replaceItem } from './timeline/draft.js';
import { addItem, addNotice, createUid } from './timeline/update.js';

/** Larger files are not hashed: they would have to be read into memory. */
const MAX_HASHED_BYTES = 32 * 1024 * 1024;

/**
 * Computes the SHA-256 of a file, for the server's integrity check.
 *
 * @returns in hex; `undefined` for a large or unreadable file, and without Web Crypto (insecure origins)
 */
export async function sha256Of(file: Blob): Promise<string | undefined> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (file.size > MAX_HASHED_BYTES || subtle === undefined) return undefined;
  try {
    const digest = await subtle.digest('SHA-256', await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return undefined;
  }
}

/** Concurrent uploads; others wait. */
const MAX_PARALLEL = 3;
/** Maximum number of running and waiting uploads. */
const MAX_UPLOADS = 100;

/** Picture types that cannot run scripts. */
const PICTURE = /^image\/(png|jpeg|gif|webp|avif)$/;

function updateUpload(chat: Chat, { uid, conversation }: Upload, changes: Partial<UploadItem>): void {
  replaceItem<UploadItem>(conversation.timeline.latest, uid, 'upload', (item) => ({ ...item, ...changes }));
  chat.updates.markChanged(conversation);
}

/** Removes an upload and releases its preview. */
function dropUpload(chat: Chat, { uid, conversation, preview }: Upload): void {
  if (preview !== undefined) URL.revokeObjectURL(preview);
  chat.uploads.delete(uid);
  removeItem(conversation.timeline.latest, uid);
  chat.updates.markChanged(conversation);
}

/** Sends files to a conversation. Each is an item of the list until it has arrived. */
export function sendFiles(chat: Chat, conversation: Conversation, files: readonly File[]): void {
  for (const file of files) {
    if (chat.uploads.size >= MAX_UPLOADS) {
      addNotice(chat, conversation, 'error', { code: 'CLIENT_QUEUE_FULL', text: '' });
      break;
    }
    const uid = createUid('upload');
    const preview = PICTURE.test(file.type) ? URL.createObjectURL(file) : undefined;
    chat.uploads.set(uid, { uid, conversation, file, preview, sending: undefined, isStarted: false, isPaused: false });
    addItem(chat, conversation, {
      type: 'upload',
      uid,
      at: chat.now(),
      name: file.name,
      size: file.size,
      mediaType: file.type,
      ...(preview === undefined ? {} : { preview }),
      sent: 0,
      state: 'waiting',
    });
  }
  startNext(chat);
}

/** Starts waiting uploads while slots are free. */
function startNext(chat: Chat): void {
  const all = [...chat.uploads.values()];
  const free = MAX_PARALLEL - all.filter(({ isStarted: isBegun, isPaused }) => isBegun && !isPaused).length;
  for (const upload of all
    .filter(({ isStarted: isBegun, isPaused }) => !isBegun && !isPaused)
    .slice(0, Math.max(0, free))) {
    void runUpload(chat, upload);
  }
}

const targetOf = ({ client }: Chat, { room, recipient }: Conversation): FileTarget => {
  const to = recipient.peek()?.nick;
  return to !== undefined && (room === undefined || !client.rooms.has(room)) ? { to } : { room: room ?? '' };
};

async function runUpload(chat: Chat, upload: Upload): Promise<void> {
  upload.isStarted = true;
  const sha256 = await sha256Of(upload.file);
  // Aborted meanwhile.
  if (!chat.uploads.has(upload.uid)) return;
  try {
    upload.sending = startSending(chat, upload, sha256);
    if (upload.isPaused) upload.sending.pause();
    refreshUpload(chat, upload);
    await upload.sending.done;
    dropUpload(chat, upload);
  } catch (thrown) {
    failUpload(chat, upload, thrown);
  }
  startNext(chat);
}

function startSending(chat: Chat, upload: Upload, sha256: string | undefined): FileSending {
  const { conversation, file } = upload;
  return chat.client.sendFile(targetOf(chat, conversation), file, {
    name: file.name,
    ...(file.type === '' ? {} : { mediaType: file.type }),
    ...(sha256 === undefined ? {} : { sha256 }),
    progress: (sent, size) => updateUpload(chat, upload, { sent, ...(sent === size ? { state: 'checking' } : {}) }),
  });
}

function failUpload(chat: Chat, upload: Upload, thrown: unknown): void {
  const { code, text } = detailedFault(thrown);
  upload.sending = undefined;
  upload.isPaused = true;
  if (code === 'CLIENT_ABORTED') dropUpload(chat, upload);
  else updateUpload(chat, upload, { state: 'failed', fault: { code, text } });
}

function refreshUpload(chat: Chat, { sending, isPaused, uid, conversation }: Upload): void {
  if (sending === undefined || sending.acknowledged === sending.size) return;
  const state = isPaused ? 'paused' : chat.client.state === 'online' ? 'sending' : 'waiting';
  replaceItem<UploadItem>(conversation.timeline.latest, uid, 'upload', (item) => ({ ...item, state }));
  chat.updates.markChanged(conversation);
}

/** Updates the state of uploads after a connection change. */
export function refreshUploads(chat: Chat): void {
  for (const upload of chat.uploads.values()) refreshUpload(chat, upload);
}

/** Pauses an upload. */
export function pauseUpload(chat: Chat, uid: string): void {
  const upload = chat.uploads.get(uid);
  if (upload === undefined || upload.isPaused) return;
  upload.isPaused = true;
  upload.sending?.pause();
  updateUpload(chat, upload, { state: 'paused' });
  startNext(chat);
}

/** Resumes an upload. */
export function resumeUpload(chat: Chat, uid: string): void {
  const upload = chat.uploads.get(uid);
  if (upload === undefined || !upload.isPaused) return;
  upload.isPaused = false;
  upload.sending?.resume();
  updateUpload(chat, upload, { state: 'waiting' });
  refreshUpload(chat, upload);
  startNext(chat);
}

/** Aborts an upload and removes its item. */
export function abortUpload(chat: Chat, uid: string): void {
  const upload = chat.uploads.get(uid);
  if (upload === undefined) return;
  if (upload.sending !== undefined) upload.sending.abort();
  else dropUpload(chat, upload);
  startNext(chat);
}

/** Sends a refused file again from the start. */
export function retryUpload(chat: Chat, uid: string): void {
  const upload = chat.uploads.get(uid);
  if (upload === undefined || upload.sending !== undefined) return;
  upload.isStarted = false;
  upload.isPaused = false;
  replaceItem<UploadItem>(upload.conversation.timeline.latest, uid, 'upload', ({ fault: _gone, ...item }) => ({
    ...item,
    sent: 0,
    state: 'waiting',
  }));
  chat.updates.markChanged(upload.conversation);
  startNext(chat);
}

/** Aborts all uploads of a conversation. */
export function abortUploadsIn(chat: Chat, conversation: Conversation): void {
  for (const { uid, conversation: its } of [...chat.uploads.values()]) {
    if (its === conversation) abortUpload(chat, uid);
  }
}
