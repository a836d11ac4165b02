import { signal } from '@preact/signals';
import type { Fault } from '../desk/index.js';

/** How it stands with the gateway: it answers, or it has not since a time, with the time of the next attempt. */
export type GatewayStatus =
  | { readonly name: 'online' }
  | { readonly name: 'away'; readonly since: number; readonly until: number; readonly fault: Fault };

/** How it stands with the gateway. */
export const gatewayStatus = signal<GatewayStatus>({ name: 'online' });
