/**
 * What the transports share: delivery in order, writing to sockets, finding dead peers, listening.
 * @module
 */
export { BREATH_BYTES } from './breath.js';
export { handedOn } from './bytes.js';
export { type Crowd, createCrowd } from './crowd.js';
export { Inflow } from './inflow.js';
export { checkAmount, checkPort, listenOn, urlHost, type Where } from './listen.js';
export { type Outflow, pending, send } from './outflow.js';
export { followStrays, type Strays } from './strays.js';
export { badEncoding, readText, tooLarge } from './text.js';
export { createWatch, type Watch, type Watched } from './watch.js';
