export { type Held, held, type Slot } from './slot.js';
export { type Switchboard, switchboard } from './switchboard.js';
