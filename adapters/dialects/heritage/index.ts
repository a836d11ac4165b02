/**
 * Five old Qt chat programs, whose unmodified clients join: what they write in front of their words is their name, and what is
 * said reaches them in the form of their own server.
 * @module
 */
export type { HeritageDialect } from './heritage.js';
export {
  type Heritage,
  type HeritageOptions,
  type HeritageTransports,
  heritage,
  type KindOptions,
} from './heritage.js';
export { type Kind, type KindName, type Kinds, kindNames, kinds } from './kinds.js';
export type { ConnectionFacts, HeritageProtocol, HeritageSettings, ParsedMessage } from './protocol.js';
