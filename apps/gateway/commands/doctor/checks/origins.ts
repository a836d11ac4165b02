import { type AccessSettings, webAccessOptions } from '../../../http/access.js';
import { type Check, type Finding, ok, warning } from '../check.js';
import { isLoopback } from '../loopback.js';

/** @param publicUrl Empty: not set. */
export function assessOrigins(origins: readonly string[], publicUrl: string): Finding {
  if (origins.includes('any'))
    return warning('Every web page may connect in the name of its visitors: name those that should.');
  if (origins.includes('null') || origins.includes('file')) {
    return warning('Pages without a site may connect, and every site can make such a page: name those that should.');
  }
  const own = publicUrl === '' ? [] : [new URL(publicUrl).origin];
  return ok(["The gateway's own page", ...own, ...origins].join(', '));
}

/** Judges by which names the gateway may be reached. */
export function assessHosts(settings: AccessSettings): Finding {
  const { hosts } = webAccessOptions(settings);
  if (hosts === 'any')
    return warning(
      'It answers to every host name, so a web page can reach it by a name of its own: name those that are yours.',
    );
  if (hosts.length > 0) return ok(`By IP address, as localhost and as ${hosts.join(', ')}.`);
  if (isLoopback(settings.host)) return ok('By IP address and as localhost.');
  return warning('By IP address only: to let people use a name, set --public-url, or --hosts.');
}

export const origins: Check = {
  name: 'origins',
  run: async ({ settings }) => [assessOrigins(settings.origins, settings.publicUrl)],
};

export const hosts: Check = {
  name: 'host names',
  run: async ({ settings }) => [assessHosts(settings)],
};
