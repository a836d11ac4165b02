import { encodeFile, encodeFileBytes, parseAnswer } from '../../../../../../adapters/dialects/heritage/files/frames.js';
import { createFileQueue, type FileQueue } from '../../../../../../adapters/dialects/heritage/files/queue.js';
import { type Dialect, type DialectPort, type DialectSession, isJsonObject } from '../../../../../../core/index.js';

/** A dialect of files alone: whatever file is told of in the lobby, its clients are given. */
export interface OldDialect extends Dialect {
  /** Names and texts of what was skipped, with any client. */
  readonly skipped: readonly (readonly [name: string, text: string])[];
}

/** Makes one, for clients whose nick is `old`. */
export function oldDialect(): OldDialect {
  const skipped: (readonly [string, string])[] = [];

  function open(port: DialectPort): DialectSession {
    const queue: FileQueue = createFileQueue({
      run: (command, fields) => port.run(command, fields),
      clock: port.clock,
      skipped: (name, text) => void skipped.push([name, text]),
    });
    return {
      name: 'old',
      rendering: {
        name: 'old',
        render(event) {
          if (event.type === 'message' && event.kind === 'file' && isJsonObject(event.data)) {
            const { file, name, size } = event.data;
            port.clock.turn(() => queue.offer({ file: String(file), name: String(name), size: Number(size) }));
          }
          return encodeFile(event);
        },
        renderBytes: encodeFileBytes,
      },
      echo: true,
      async greet() {
        await port.run('hello', { nick: 'old' });
        await port.run('join', { room: 'lobby' });
      },
      frame(frame) {
        const answer = typeof frame === 'string' ? undefined : parseAnswer(frame);
        if (answer !== undefined) queue.answered(answer);
      },
      rejected() {},
      farewell() {},
      closed: () => queue.close(),
    };
  }

  return { name: 'old', open, skipped };
}
