export { brokerConformance, type MakeBroker } from './conformance.js';
