/** Writes to standard output. */
export const say = (text: string): boolean => process.stdout.write(text);

/** Writes a line to standard error. */
export const complain = (line: string): boolean => process.stderr.write(`partyline: ${line}\n`);
