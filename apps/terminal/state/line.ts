/** A place in a room's log. */
export interface Place {
  readonly epoch: string;
  readonly offset: number;
}

/** A file that somebody has sent. */
export interface FileCard {
  /** By which people name it: `/get 3`. */
  readonly number: number;
  /** The server's own. */
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** Absent: the server did not say. */
  readonly sha256?: string;
}

/** Something that somebody has said. All texts are clean. */
export interface Said {
  readonly type: 'said';
  readonly id: number;
  readonly at: number;
  /** The author's user id; absent for one's own words that wait. */
  readonly author?: string;
  readonly nick: string;
  readonly mine: boolean;
  /** `/me`. */
  readonly action: boolean;
  readonly text: string;
  /** Absent while it waits to be kept. */
  readonly place?: Place;
  /** By which one's own words are known again. */
  readonly key?: string;
  readonly edited?: true;
  readonly erased?: true;
  readonly mentionsMe?: true;
  /** How many people have put which emoji on it. */
  readonly reactions: Readonly<Record<string, number>>;
  readonly file?: FileCard;
}

/** How a note is meant: what comes and goes, what was asked for, what is good or bad. */
export type NoteTone = 'quiet' | 'plain' | 'good' | 'bad';

/** Something that the server or the program says. */
export interface Note {
  readonly type: 'note';
  readonly id: number;
  readonly at: number;
  readonly tone: NoteTone;
  readonly text: string;
  /** Who came and went, where the note is about that: those who follow are told in the same line. */
  readonly traffic?: readonly string[];
}

/** How a transfer stands. */
export type TransferStage = 'preparing' | 'running' | 'paused' | 'done' | 'failed';

/** A file on its way. */
export interface Transfer {
  readonly type: 'transfer';
  readonly id: number;
  readonly at: number;
  readonly direction: 'up' | 'down';
  /** By which people name it: `/pause 3`. */
  readonly number: number;
  readonly name: string;
  readonly size: number;
  readonly moved: number;
  readonly stage: TransferStage;
  /** How it ended, or what it waits for. */
  readonly remark?: string | undefined;
}

/** One thing in a room's scrollback. It is never changed but replaced. */
export type Line = Said | Note | Transfer;

/** A line before it has a number. */
export type NewLine = Omit<Said, 'id'> | Omit<Note, 'id'> | Omit<Transfer, 'id'>;
