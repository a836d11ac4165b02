import { type Check, type Finding, failed, ok } from '../check.js';

/** @param needed As in `package.json`: `>=20.19`. */
export function assessNode(version: string, needed: string): Finding {
  const [major = 0, minor = 0] = versionNumbers(version);
  const [least = 0, leastMinor = 0] = versionNumbers(needed);
  const isEnough = major > least || (major === least && minor >= leastMinor);
  if (isEnough) return ok(`Node ${version}; ${least}.${leastMinor} or newer is needed.`);
  return failed(`Node ${version} is too old: install ${least}.${leastMinor} or newer.`);
}

function versionNumbers(version: string): readonly number[] {
  return (version.match(/\d+/g) ?? []).map(Number);
}

export const node: Check = {
  name: 'node',
  worksWithoutSettings: true,
  run: async ({ about }) => [assessNode(process.versions.node, about.manifest.engines.node)],
};
