/**
 * The stock gateway, for tests and for whoever wants it inside a program of their own.
 * @module
 */

export type { GatewayOverrides } from './container/tokens.js';
export { createGateway, type Gateway } from './gateway.js';
export type { GatewaySettings } from './settings/settings.js';
