import { createFileQueue, type FileQueue } from '../../../../../../adapters/dialects/heritage/files/queue.js';
import { type JsonObject, type Outcome, Refusal } from '../../../../../../core/index.js';
import { type ManualClock, manualClock } from '../../../../../../testkit/index.js';

/** A command that the queue has run, and that has not been answered yet. */
export interface Call {
  readonly command: string;
  readonly fields: JsonObject;
  /** Says what came of it, and waits until the queue has heard. */
  answer(outcome?: Outcome): Promise<void>;
}

/** A queue whose commands the test answers. */
export interface Script {
  readonly queue: FileQueue;
  readonly clock: ManualClock;
  /** Names and texts of what was skipped. */
  readonly skipped: readonly (readonly [name: string, text: string])[];
  /** Commands that are not answered yet, in order. */
  readonly open: readonly Call[];
  /** All commands so far: `file.get a`, `file.chunk_ack d-a 65536`, `file.abort d-a`. */
  readonly log: readonly string[];
  /** The only open command; it must be this one. */
  call(line: string): Call;
  /** Offers a file of that many bytes. The id is the name. */
  offer(name: string, size?: number): void;
  /** Answers the open `file.get` of a file: it begins. */
  begin(name: string, size: number, chunk?: number): Promise<void>;
}

/** What a command is about, in a line. */
export function lineOf(command: string, { file, transfer, offset }: JsonObject): string {
  return [command, file ?? transfer, offset].filter((word) => word !== undefined).join(' ');
}

/** A refusal, such as scripts answer with. */
export function refusal(code: string, details?: Refusal['details']): Refusal {
  return new Refusal(code, `No: ${code}.`, details);
}

/** Makes a queue whose commands wait for the test. @param onSkipped Called when a file was skipped. Default: nobody is. */
export function script(onSkipped: (queue: FileQueue) => void = () => {}): Script {
  const clock = manualClock();
  const skipped: (readonly [string, string])[] = [];
  const open: Call[] = [];
  const log: string[] = [];
  const queue = createFileQueue({
    clock,
    skipped(name, text) {
      skipped.push([name, text]);
      onSkipped(queue);
    },
    run: (command, fields) =>
      new Promise<Outcome>((resolve) => {
        log.push(lineOf(command, fields));
        const call: Call = {
          command,
          fields,
          async answer(outcome = {}) {
            open.splice(open.indexOf(call), 1);
            resolve(outcome);
            await clock.settle();
          },
        };
        open.push(call);
      }),
  });

  function call(line: string): Call {
    const [first] = open;
    const lines = open.map(({ command, fields }) => lineOf(command, fields));
    if (first === undefined || lines.length > 1 || lines[0] !== line) {
      throw new Error(`Not ${line} is open, but ${lines.length === 0 ? 'nothing' : lines.join(', ')}.`);
    }
    return first;
  }

  return {
    queue,
    clock,
    skipped,
    open,
    log,
    call,
    offer: (name, size = 1) => queue.offer({ file: name, name, size }),
    begin: (name, size, chunk = 65_536) =>
      call(`file.get ${name}`).answer({ transfer: `d-${name}`, size, offset: 0, credit: chunk, chunk }),
  };
}
