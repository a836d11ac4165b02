import { type Check, type Finding, failed, ok, warning } from '../check.js';
import { isLoopback } from '../loopback.js';

/** @param publicUrl Empty: not set. */
export function judgeOrigins(origins: readonly string[], publicUrl: string): Finding {
  if (origins.includes('any'))
    return warning('Every web page may connect in the name of its visitors: name those that should.');
  if (publicUrl === '')
    return ok(origins.length === 0 ? "The gateway's own page, and this machine's." : origins.join(', '));
  const { origin, hostname } = new URL(publicUrl);
  if (origins.includes(origin)) return ok(`${origin} is among them.`);
  if (origins.length === 0 && isLoopback(hostname)) return ok("The gateway's own page, and this machine's.");
  if (origins.length > 0) return failed(`The page at ${origin} may not connect: add it to --origins.`);
  return warning(`Behind a proxy on this machine the page at ${origin} may not connect: --origins ${origin}.`);
}

export const origins: Check = {
  name: 'origins',
  examine: async ({ settings }) => [judgeOrigins(settings.origins, settings.publicUrl)],
};
