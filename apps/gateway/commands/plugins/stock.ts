import type { GatewaySettings } from '../../settings/settings.js';

/** A plugin of the stock gateway, as people are told of it. */
export interface StockPlugin {
  readonly name: string;
  /** What it does, in one line. */
  readonly does: string;
  /** The setting that has it on or off; absent: it is always on. */
  readonly setting?: keyof GatewaySettings;
}

/** All of them, in run order. */
export const stockPlugins: readonly StockPlugin[] = [
  { name: 'logging', does: 'Writes a line for everything that happens.' },
  { name: 'metrics', does: 'Counts and measures, for Prometheus at /metrics.', setting: 'metrics' },
  { name: 'operators', does: 'Makes an operator of whoever shows the token.' },
  { name: 'flood-control', does: 'Slows down, refuses and cuts off those who send too much.', setting: 'floodControl' },
  { name: 'moderation', does: 'Roles, topics, kicks, mutes, bans, slow mode, locked rooms.' },
  { name: 'profanity', does: 'Masks, refuses, warns of or holds profanity.', setting: 'profanity' },
  { name: 'history', does: 'Pages, search, edits, deletions, reactions, read markers; drops what is too old.' },
  { name: 'file-transfer', does: 'Takes and gives files, on every wire and over HTTP.', setting: 'files' },
  { name: 'heritage', does: 'Gives files to the clients of five old programs.' },
  { name: 'operator', does: 'Watches the hub, for the operator’s console.' },
];

/** Whether a setting has its plugin on. */
export function isEnabled({ setting: by }: StockPlugin, settings: GatewaySettings): boolean {
  return by === undefined || (settings[by] !== false && settings[by] !== 'off');
}
