/**
 * Files for an old Qt program over WebSocket: binary frames in the form of QDataStream, one file at a time, part by part.
 * @module
 */
export { type Answer, answerIn } from './frames.js';
export { type FileOffer, type FileQueue, type FileQueueParts, fileQueue } from './queue.js';
export { renderFile, renderFileBytes } from './rendering.js';
