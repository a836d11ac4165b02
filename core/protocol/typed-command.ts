/** A line that names a command. */
export interface TypedCommand {
  /** The word behind the slash, as it was typed. */
  readonly name: string;
  /** What follows it, without white space around it. */
  readonly rest: string;
}

/**
 * Splits a line as people type it. A line that begins with a slash is a command, one that begins with two is a text with one
 * slash. A path is a text too: an unknown command whose word holds another slash or a dot, such as `/etc/nginx.conf`.
 * @param isKnown Says whether there is a command of that name, which is in small letters.
 * @returns The command, or the text to be said.
 */
export function typedCommand(line: string, isKnown: (name: string) => boolean): TypedCommand | string {
  if (!line.startsWith('/')) return line;
  if (line.startsWith('//')) return line.slice(1);
  const name = /^\S*/.exec(line.slice(1))?.[0] ?? '';
  if (/[/.]/.test(name) && !isKnown(name.toLowerCase())) return line;
  return { name, rest: line.slice(name.length + 1).trim() };
}
