export { type ListenerBook, listenerBook } from './listener-book.js';
