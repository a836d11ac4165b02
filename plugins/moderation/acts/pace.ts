import { announce, type Case, commit, type Verdict } from '../court.js';

/** Sets how many seconds are between two messages of one member; 0: any number of messages. */
export async function setSlow(open: Case, seconds: number): Promise<Verdict> {
  const { state, records } = open;
  const entry = await commit(open, { act: 'slow', value: seconds }, () => records.head(state, { slow: seconds }));
  return { room: state.room, seconds, line: announce(open, entry) };
}
