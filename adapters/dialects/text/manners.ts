import type { Rendering } from '../../../core/index.js';

/** What the sessions of one plain-text dialect share. */
export interface TextContext {
  readonly greeting: string;
  readonly room: string;
  readonly echo: boolean;
  readonly prompt: boolean | undefined;
  /** Where frames have boundaries. */
  readonly encoder: Rendering;
  /** Where they have none, so that lines must end by themselves. */
  readonly endedEncoder: Rendering;
}
