export { digestConformance } from './conformance.js';
