export { createListenerRegistry, type ListenerRegistry } from './listener-book.js';
