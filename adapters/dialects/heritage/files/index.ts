/**
 * Files for an old Qt program over WebSocket: binary frames in the form of QDataStream, one file at a time, part by part.
 * @module
 */
export { type Answer, parseAnswer } from './frames.js';
export { createFileQueue, type FileOffer, type FileQueue, type FileQueueOptions } from './queue.js';
export { encodeFile, encodeFileBytes } from './rendering.js';
