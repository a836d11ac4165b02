import type { Answer, Question } from './protocol.js';

/** Answers the parent's questions from a table, and ends when the parent is gone. */
export function answerParent(answers: Readonly<Record<string, () => unknown>>): void {
  process.on('message', async ({ id, question }: Question) => {
    try {
      reply({ id, value: await answers[question]?.() });
    } catch (error) {
      reply({ id, error: String(error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
}

/** A parent that is gone needs no answer: the `disconnect` is on its way. */
function reply(answer: Answer): void {
  process.send?.(answer, undefined, undefined, () => {});
}
