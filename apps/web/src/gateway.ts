import { signal } from '@preact/signals';

/** The gateway's `about.json`. */
export interface GatewayInfo {
  /** The room for users without saved rooms. */
  readonly room: string;
  /** Port for plain text clients such as `nc`. */
  readonly tcpPort: number;
}

const DEFAULT_INFO: GatewayInfo = { room: 'lobby', tcpPort: 7000 };

/** This page's origin if the gateway refuses WebSockets from it. A browser does not tell why a WebSocket failed. */
export const refusedOrigin = signal<string | undefined>(undefined);

const TIMEOUT_MS = 2_000;

/** Fetches the gateway's info and checks that it accepts this page's origin. Never rejects: falls back to the defaults. */
export async function fetchGatewayInfo(): Promise<GatewayInfo> {
  try {
    const response = await fetch(`./about.json?origin=${encodeURIComponent(location.origin)}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const info: unknown = response.ok ? await response.json() : undefined;
    refusedOrigin.value = isOriginRefused(info) ? location.origin : undefined;
    return parseGatewayInfo(info);
  } catch {
    return DEFAULT_INFO;
  }
}

/** Reads an `about.json`; missing or invalid fields get their defaults. */
export function parseGatewayInfo(info: unknown): GatewayInfo {
  if (typeof info !== 'object' || info === null) return DEFAULT_INFO;
  const room = 'room' in info && typeof info.room === 'string' ? info.room : DEFAULT_INFO.room;
  const tcpPort = 'tcpPort' in info && typeof info.tcpPort === 'number' ? info.tcpPort : DEFAULT_INFO.tcpPort;
  return { room, tcpPort };
}

/** Checks whether an `about.json` says that pages of the requested origin may not connect. */
export function isOriginRefused(info: unknown): boolean {
  return typeof info === 'object' && info !== null && 'originAllowed' in info && info.originAllowed === false;
}
