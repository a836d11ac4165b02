export { dialectConformance } from './conformance.js';
