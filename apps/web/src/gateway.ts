import { signal } from '@preact/signals';

/** What the gateway says of itself. */
export interface GatewayInfo {
  /** Where everybody starts. */
  readonly room: string;
  /** Where `nc` gets in. */
  readonly tcpPort: number;
}

/** What a gateway that does not say is like. */
const DEFAULT_INFO: GatewayInfo = { room: 'lobby', tcpPort: 7000 };

/** The origin of this page where the gateway refuses WebSockets from it: a browser does not say why one has failed. */
export const refusedOrigin = signal<string | undefined>(undefined);

const TIMEOUT_MS = 2_000;

/**
 * Asks the gateway that served this page, and notes whether it accepts the page's origin. Never rejects: without an answer it is taken
 * for a stock one.
 */
export async function fetchGatewayInfo(): Promise<GatewayInfo> {
  try {
    const response = await fetch(`./about.json?origin=${encodeURIComponent(location.origin)}`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const told: unknown = response.ok ? await response.json() : undefined;
    refusedOrigin.value = isOriginRefused(told) ? location.origin : undefined;
    return parseGatewayInfo(told);
  } catch {
    return DEFAULT_INFO;
  }
}

/** The facts in an answer, whatever it is. */
export function parseGatewayInfo(told: unknown): GatewayInfo {
  if (typeof told !== 'object' || told === null) return DEFAULT_INFO;
  const room = 'room' in told && typeof told.room === 'string' ? told.room : DEFAULT_INFO.room;
  const tcpPort = 'tcpPort' in told && typeof told.tcpPort === 'number' ? told.tcpPort : DEFAULT_INFO.tcpPort;
  return { room, tcpPort };
}

/** Whether an answer says that pages of the origin that was asked about may not connect. */
export function isOriginRefused(told: unknown): boolean {
  return typeof told === 'object' && told !== null && 'originAllowed' in told && told.originAllowed === false;
}
