import type { LoadedSettings } from '../../../settings/read.js';
import { type Check, type Finding, failed, ok, warning } from '../check.js';

export function assessConfig({
  configFile: config,
  problems,
  warnings,
}: Pick<LoadedSettings, 'configFile' | 'problems' | 'warnings'>): readonly Finding[] {
  const wrong = [...problems.map(failed), ...warnings.map(warning)];
  if (wrong.length > 0) return wrong;
  return [
    ok(config === undefined ? 'No config file; the settings are in order.' : `The settings are in order (${config}).`),
  ];
}

export const config: Check = {
  name: 'settings',
  worksWithoutSettings: true,
  run: async ({ loaded: reading }) => assessConfig(reading),
};
