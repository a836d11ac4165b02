/**
 * The stock gateway, for tests and for whoever wants it inside a program of their own.
 * @module
 */
export { createGateway, type Gateway } from './gateway.js';
export type { GatewayOverrides } from './overrides.js';
export type { GatewaySettings } from './settings/settings.js';
