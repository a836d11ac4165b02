export { type Chaos, createChaos } from './chaos.js';
