import { cleanLine, cleanText } from '../text/clean.js';
import { durationText } from '../text/duration.js';
import { dayOf, timeOf } from '../text/format.js';
import { rowsIn } from './looking.js';

type Fields = Readonly<Record<string, unknown>>;

/** A reply as people read it. */
export type Answer = (reply: Fields) => string;

const nickOf = (value: unknown): string =>
  cleanLine(String((value as { nick?: unknown } | null | undefined)?.nick ?? value));

function sanctions(rows: unknown, none: string): string {
  const lines = rowsIn(rows).map(({ id, label, network, leftMs, by, reason }) => {
    const time = typeof leftMs === 'number' ? `, ${durationText(leftMs)} left` : '';
    const whose = by === undefined ? '' : `, by ${nickOf(by)}`;
    const why = typeof reason === 'string' ? `: ${cleanLine(reason)}` : '';
    return `:${cleanLine(String(id))} ${cleanLine(String(label))}${network === true ? ' and their network' : ''}${time}${whose}${why}`;
  });
  return lines.length === 0 ? none : lines.join('\n');
}

/** What those who run rooms are answered. */
export const answers = {
  done: () => 'Done.',
  bans: ({ bans }) => sanctions(bans, 'Nobody is banned.'),
  mutes: ({ mutes }) => sanctions(mutes, 'Nobody is muted.'),
  audit({ entries }) {
    const lines = rowsIn(entries).map(
      ({ at, line }) => `${dayOf(Number(at))} ${timeOf(Number(at))}  ${cleanText(String(line))}`,
    );
    return lines.length === 0 ? 'Nothing was done.' : lines.join('\n');
  },
  held({ held }) {
    const lines = rowsIn(held).map(
      ({ id, room, from, text }) =>
        `${cleanLine(String(id))}  #${cleanLine(String(room))}  ${nickOf(from)}: ${cleanText(String(text))}`,
    );
    return lines.length === 0 ? 'Nothing waits.' : lines.join('\n');
  },
  info({ access, role, members, slow, topic, owner, moderators }) {
    const facts: readonly (string | false)[] = [
      `access: ${cleanLine(String(access))}`,
      `you are: ${cleanLine(String(role))}`,
      typeof members === 'number' && `people: ${members}`,
      typeof slow === 'number' && slow > 0 && `slow mode: ${durationText(slow * 1_000)}`,
      typeof topic === 'string' && topic !== '' && `topic: ${cleanLine(topic)}`,
      owner !== undefined && owner !== null && `owner: ${nickOf(owner)}`,
      Array.isArray(moderators) && moderators.length > 0 && `moderators: ${moderators.map(nickOf).join(', ')}`,
    ];
    return facts.filter((fact) => fact !== false).join('\n');
  },
} as const satisfies Readonly<Record<string, Answer>>;
