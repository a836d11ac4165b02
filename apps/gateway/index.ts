/**
 * The stock gateway, for tests and for embedding in other programs.
 * @module
 */

export type { GatewayOverrides } from './container/tokens.js';
export { createGateway, type Gateway } from './gateway.js';
export type { GatewaySettings } from './settings/settings.js';
