import { type Check, type Finding, failed, ok } from '../check.js';

/** @param needed As in `package.json`: `>=20.19`. */
export function judgeNode(version: string, needed: string): Finding {
  const [major = 0, minor = 0] = numbers(version);
  const [least = 0, leastMinor = 0] = numbers(needed);
  const isEnough = major > least || (major === least && minor >= leastMinor);
  if (isEnough) return ok(`Node ${version}; ${least}.${leastMinor} or newer is needed.`);
  return failed(`Node ${version} is too old: install ${least}.${leastMinor} or newer.`);
}

function numbers(version: string): readonly number[] {
  return (version.match(/\d+/g) ?? []).map(Number);
}

export const node: Check = {
  name: 'node',
  always: true,
  examine: async ({ about }) => [judgeNode(process.versions.node, about.manifest.engines.node)],
};
