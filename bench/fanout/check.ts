import { type LoadResult, type Results, timesSocketio } from './results.js';

/** What falls short: one line each, none when all is well. What was not measured falls short too. */
export function shortfalls({ closed, steady, idle }: Results): readonly string[] {
  return [
    ...[...closed, ...steady].flatMap(lost),
    ...closed.filter(({ server }) => server === 'partyline').flatMap((result) => tooSlow(result, closed)),
    ...(closed.some(({ server }) => server === 'partyline') ? [] : ['Partyline was not measured under load.']),
    ...tooLarge(idle),
  ];
}

function lost({ shape, server, median }: LoadResult): readonly string[] {
  const lines: string[] = [];
  if (median.undelivered > 0) lines.push(`${server} in ${shape.name}: ${median.undelivered} deliveries are missing.`);
  if (median.surplus > 0) lines.push(`${server} in ${shape.name}: ${median.surplus} deliveries too many.`);
  return lines;
}

function tooSlow(result: LoadResult, all: readonly LoadResult[]): readonly string[] {
  const { name, bar } = result.shape;
  const times = timesSocketio(result, all);
  if (times === undefined) return [`${name}: Socket.IO was not measured.`];
  return times >= bar ? [] : [`${name}: ${times.toFixed(2)} times Socket.IO per server CPU-second, not ${bar}.`];
}

function tooLarge(idle: Results['idle']): readonly string[] {
  const own = idle.find(({ server }) => server === 'partyline');
  const peer = idle.find(({ server }) => server === 'socketio');
  if (own === undefined || peer === undefined)
    return ['Idle connections of Partyline and Socket.IO were not both measured.'];
  if (own.median.rssKb <= peer.median.rssKb) return [];
  return [
    `An idle connection takes ${own.median.rssKb.toFixed(1)} kB, Socket.IO's ${peer.median.rssKb.toFixed(1)} kB.`,
  ];
}
