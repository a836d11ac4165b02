export { randomConformance } from './conformance.js';
