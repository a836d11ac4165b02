import type { FileSending, FileTarget } from '../../../../../client/index.js';
import type { Conversation } from '../conversation.js';
import { faultFrom } from '../fault.js';
import type { UploadItem } from '../item.js';
import { remove, replace } from '../list/sheet-changes.js';
import { add, freshUid, note } from '../notes.js';
import type { Chat } from '../state.js';
import { digestOf } from './digest.js';
import type { Upload } from './upload.js';

/** So many are sent at once; the others wait for their turn. */
const AT_ONCE = 3;
/** So many are on their way or wait, at most. */
const MOST = 100;

/** Pictures that a browser shows without running anything. */
const PICTURE = /^image\/(png|jpeg|gif|webp|avif)$/;

function change(chat: Chat, { uid, conversation }: Upload, changes: Partial<UploadItem>): void {
  replace<UploadItem>(conversation.ledger.tail, uid, 'upload', (item) => ({ ...item, ...changes }));
  chat.frames.touch(conversation);
}

/** Takes an upload off the list, and gives back what it held. */
function drop(chat: Chat, { uid, conversation, preview }: Upload): void {
  if (preview !== undefined) URL.revokeObjectURL(preview);
  chat.uploads.delete(uid);
  remove(conversation.ledger.tail, uid);
  chat.frames.touch(conversation);
}

/** Sends files to a room, or to one person; each is an item of the list until it is there. */
export function sendFiles(chat: Chat, conversation: Conversation, files: readonly File[]): void {
  for (const file of files) {
    if (chat.uploads.size >= MOST) {
      note(chat, conversation, 'bad', { code: 'CLIENT_QUEUE_FULL', text: '' });
      break;
    }
    const uid = freshUid('upload');
    const preview = PICTURE.test(file.type) ? URL.createObjectURL(file) : undefined;
    chat.uploads.set(uid, { uid, conversation, file, preview, sending: undefined, isBegun: false, isPaused: false });
    add(chat, conversation, {
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
  goOn(chat);
}

/** Begins those whose turn it is. */
function goOn(chat: Chat): void {
  const all = [...chat.uploads.values()];
  const free = AT_ONCE - all.filter(({ isBegun, isPaused }) => isBegun && !isPaused).length;
  for (const upload of all.filter(({ isBegun, isPaused }) => !isBegun && !isPaused).slice(0, Math.max(0, free))) {
    void transfer(chat, upload);
  }
}

const targetOf = ({ client }: Chat, { room, peer }: Conversation): FileTarget => {
  const to = peer.peek()?.nick;
  return to !== undefined && (room === undefined || !client.rooms.has(room)) ? { to } : { room: room ?? '' };
};

async function transfer(chat: Chat, upload: Upload): Promise<void> {
  upload.isBegun = true;
  const sha256 = await digestOf(upload.file);
  // Given up meanwhile.
  if (!chat.uploads.has(upload.uid)) return;
  try {
    upload.sending = begin(chat, upload, sha256);
    if (upload.isPaused) upload.sending.pause();
    restateUpload(chat, upload);
    await upload.sending.done;
    drop(chat, upload);
  } catch (thrown) {
    fail(chat, upload, thrown);
  }
  goOn(chat);
}

function begin(chat: Chat, upload: Upload, sha256: string | undefined): FileSending {
  const { conversation, file } = upload;
  return chat.client.sendFile(targetOf(chat, conversation), file, {
    name: file.name,
    ...(file.type === '' ? {} : { mediaType: file.type }),
    ...(sha256 === undefined ? {} : { sha256 }),
    progress: (sent, size) => change(chat, upload, { sent, ...(sent === size ? { state: 'checking' } : {}) }),
  });
}

function fail(chat: Chat, upload: Upload, thrown: unknown): void {
  const { code, text } = faultFrom(thrown);
  upload.sending = undefined;
  upload.isPaused = true;
  if (code === 'CLIENT_ABORTED') drop(chat, upload);
  else change(chat, upload, { state: 'failed', fault: { code, text } });
}

function restateUpload(chat: Chat, { sending, isPaused, uid, conversation }: Upload): void {
  if (sending === undefined || sending.acknowledged === sending.size) return;
  const state = isPaused ? 'paused' : chat.client.state === 'online' ? 'sending' : 'waiting';
  replace<UploadItem>(conversation.ledger.tail, uid, 'upload', (item) => ({ ...item, state }));
  chat.frames.touch(conversation);
}

/** What is on its way waits while there is no connection. */
export function restateUploads(chat: Chat): void {
  for (const upload of chat.uploads.values()) restateUpload(chat, upload);
}

/** Sends no more of a file for now. */
export function pauseUpload(chat: Chat, uid: string): void {
  const upload = chat.uploads.get(uid);
  if (upload === undefined || upload.isPaused) return;
  upload.isPaused = true;
  upload.sending?.pause();
  change(chat, upload, { state: 'paused' });
  goOn(chat);
}

/** Goes on with a file. */
export function resumeUpload(chat: Chat, uid: string): void {
  const upload = chat.uploads.get(uid);
  if (upload === undefined || !upload.isPaused) return;
  upload.isPaused = false;
  upload.sending?.resume();
  change(chat, upload, { state: 'waiting' });
  restateUpload(chat, upload);
  goOn(chat);
}

/** Gives a file up, and takes it off the list. */
export function abortUpload(chat: Chat, uid: string): void {
  const upload = chat.uploads.get(uid);
  if (upload === undefined) return;
  if (upload.sending !== undefined) upload.sending.abort();
  else drop(chat, upload);
  goOn(chat);
}

/** Sends a file again that was refused, from its beginning. */
export function retryUpload(chat: Chat, uid: string): void {
  const upload = chat.uploads.get(uid);
  if (upload === undefined || upload.sending !== undefined) return;
  upload.isBegun = false;
  upload.isPaused = false;
  replace<UploadItem>(upload.conversation.ledger.tail, uid, 'upload', ({ fault: _gone, ...item }) => ({
    ...item,
    sent: 0,
    state: 'waiting',
  }));
  chat.frames.touch(upload.conversation);
  goOn(chat);
}

/** Gives up all that is on its way to a conversation. */
export function abortUploadsIn(chat: Chat, conversation: Conversation): void {
  for (const { uid, conversation: its } of [...chat.uploads.values()]) {
    if (its === conversation) abortUpload(chat, uid);
  }
}
