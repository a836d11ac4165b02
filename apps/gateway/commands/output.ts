/** Writes to standard output. */
export const print = (text: string): boolean => process.stdout.write(text);

/** Writes a line to standard error. */
export const printError = (line: string): boolean => process.stderr.write(`partyline: ${line}\n`);
