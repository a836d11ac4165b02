/** The message column: the list, its rows, what can be done to a message, files, and what was searched for. */
export { Messages } from './messages.js';
export { Nick, NickTile } from './nick.js';
export { revealMessage } from './reveal.js';
export { SearchResults } from './search/search-results.js';
