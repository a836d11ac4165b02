import { stat } from 'node:fs/promises';
import { ChatError } from '../../../../core/index.js';
import { type AccessSettings, webAccessOptions } from '../../http/access.js';
import { resolvePlugin } from '../../import-plugins.js';
import { isPublic } from '../../settings/listen-address.js';
import type { LoadedSettings } from '../../settings/read.js';
import { type Check, type Finding, failed, ok, warning } from './check.js';

export function assessConfig({
  configFile: config,
  problems,
  warnings,
}: Pick<LoadedSettings, 'configFile' | 'problems' | 'warnings'>): readonly Finding[] {
  const wrong = [...problems.map(failed), ...warnings.map(warning)];
  if (wrong.length > 0) return wrong;
  return [ok(config === undefined ? 'No config file. The settings are valid.' : `The settings are valid (${config}).`)];
}

export const config: Check = {
  name: 'settings',
  worksWithoutSettings: true,
  run: async ({ loaded: reading }) => assessConfig(reading),
};

/** @param problems Why some were not found, one line each. */
export function assessPlugins(all: readonly string[], problems: readonly string[]): readonly Finding[] {
  if (problems.length > 0) return problems.map((problem) => failed(`--plugins: ${problem}`));
  return [ok(all.length === 0 ? 'Stock plugins only.' : `In addition to the stock plugins: ${all.join(', ')}.`)];
}

export const plugins: Check = {
  name: 'plugins',
  // Plugins are resolved, not imported: importing would run them.
  run: async ({ settings }) => assessPlugins(settings.plugins, settings.plugins.flatMap(findPluginProblem)),
};

function findPluginProblem(specifier: string): readonly string[] {
  try {
    resolvePlugin(specifier, process.cwd());
    return [];
  } catch (error) {
    if (error instanceof ChatError) return [error.message];
    throw error;
  }
}

const STRONG_CHARACTERS = 24;
const OTHERS_READ = 0o044;

/** How the operator's token was set. */
export interface TokenInfo {
  /** Empty if not set. */
  readonly token: string;
  /** True if it is on the command line. */
  readonly isArgument: boolean;
  /** The config file that may contain it, if other users can read that file. */
  readonly readableFile: string | undefined;
}

export function assessToken({ token, isArgument, readableFile }: TokenInfo): readonly Finding[] {
  if (token === '') return [ok('Generated at start and shown once.')];
  const findings: Finding[] = [];
  if (token.length < STRONG_CHARACTERS || new Set(token).size < 8) {
    findings.push(
      warning(`The token is easy to guess. Use ${STRONG_CHARACTERS} or more random characters (openssl rand -hex 24).`),
    );
  }
  if (isArgument) {
    findings.push(
      warning(
        'Every user of this machine can read the token on the command line. Set PARTYLINE_OPERATOR_TOKEN instead.',
      ),
    );
  }
  if (readableFile !== undefined)
    findings.push(warning(`Other users can read ${readableFile}, which contains the token. Run chmod 600.`));
  return findings.length > 0 ? findings : [ok(`The token has ${token.length} characters.`)];
}

export const token: Check = {
  name: 'token',
  async run({ settings: { operatorToken }, loaded: reading, args, env }) {
    const isArgument = args.some((arg) => /^--operator-token(?:=|$)/.test(arg));
    const isElsewhere = isArgument || Boolean(env.PARTYLINE_OPERATOR_TOKEN);
    const file = isElsewhere ? undefined : reading.configFile;
    const mode = file === undefined ? 0 : (await stat(file)).mode;
    return assessToken({
      token: operatorToken,
      isArgument,
      readableFile: (mode & OTHERS_READ) !== 0 ? file : undefined,
    });
  },
};

/** @param publicUrl Empty: not set. */
export function assessOrigins(origins: readonly string[], publicUrl: string): Finding {
  if (origins.includes('any'))
    return warning('Any web page may connect on behalf of its visitors. List the allowed origins instead.');
  if (origins.includes('null') || origins.includes('file')) {
    return warning(
      'Pages without an origin may connect, and any site can create such a page. List the allowed origins instead.',
    );
  }
  const own = publicUrl === '' ? [] : [new URL(publicUrl).origin];
  return ok(["The gateway's own page", ...own, ...origins].join(', '));
}

/** Judges by which names the gateway may be reached. */
export function assessHosts(settings: AccessSettings): Finding {
  const { hosts } = webAccessOptions(settings);
  if (hosts === 'any')
    return warning('Every host name is accepted, so DNS rebinding is possible. List your host names instead.');
  if (hosts.length > 0) return ok(`Reachable by IP address, as localhost and as ${hosts.join(', ')}.`);
  if (!isPublic(settings.host)) return ok('Reachable by IP address and as localhost.');
  return warning('Reachable by IP address only. To use a host name, set --public-url or --hosts.');
}

export const origins: Check = {
  name: 'origins',
  run: async ({ settings }) => [assessOrigins(settings.origins, settings.publicUrl)],
};

export const hosts: Check = {
  name: 'host names',
  run: async ({ settings }) => [assessHosts(settings)],
};
