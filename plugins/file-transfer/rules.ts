/** What may be, by a list: `deny` goes before `allow`; without `allow` all else may. */
export interface FileRules {
  /** Only these. Default: all. */
  readonly allow?: readonly string[];
  /** None of these. Default: none. */
  readonly deny?: readonly string[];
}

/** Which files may be sent. */
export interface Rules {
  /** Whether a file of that name and media type may be sent. */
  readonly allows: (name: string, type: string) => boolean;
}

type Test = (value: string) => boolean;

const TYPE = /^[a-z0-9][\w.+-]*\/(?:\*|[a-z0-9][\w.+-]*)$/;
const EXTENSION = /^[^./\\\s]*$/u;

/** Checks rules for media types and for extensions. @throws TypeError for nonsense. */
export function rulesOf(types: FileRules = {}, extensions: FileRules = {}): Rules {
  const type = testOf('types', types, typePattern);
  const extension = testOf('extensions', extensions, extensionPattern);
  return { allows: (name, mediaType) => type(mediaType) && extension(extensionOf(name)) };
}

/** What comes behind the last dot of a name, in small letters; `''`: there is nothing, or no dot. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

function testOf(what: string, rules: FileRules, pattern: (what: string, text: string) => Test): Test {
  if (typeof rules !== 'object' || rules === null) throw new TypeError(`${what} must have the lists allow and deny.`);
  const unknown = Object.keys(rules).find((key) => key !== 'allow' && key !== 'deny');
  if (unknown !== undefined) throw new TypeError(`${what} has the lists allow and deny, and no ${unknown}.`);
  const allowed = patterns(`${what}.allow`, rules.allow, pattern);
  const denied = patterns(`${what}.deny`, rules.deny, pattern) ?? [];
  return (value) => !denied.some((test) => test(value)) && (allowed?.some((test) => test(value)) ?? true);
}

function patterns(
  what: string,
  list: readonly string[] | undefined,
  pattern: (what: string, text: string) => Test,
): readonly Test[] | undefined {
  if (list === undefined) return undefined;
  if (!Array.isArray(list) || !list.every((entry) => typeof entry === 'string')) {
    throw new TypeError(`${what} must be a list of texts.`);
  }
  return list.map((entry) => pattern(what, entry.toLowerCase()));
}

function typePattern(what: string, wanted: string): Test {
  if (!TYPE.test(wanted)) throw new TypeError(`${what} has media types such as image/png or image/*, not ${wanted}.`);
  return wanted.endsWith('/*') ? (type) => type.startsWith(wanted.slice(0, -1)) : (type) => type === wanted;
}

function extensionPattern(what: string, wanted: string): Test {
  const bare = wanted.replace(/^\./, '');
  if (!EXTENSION.test(bare)) throw new TypeError(`${what} has extensions such as png, not ${wanted}.`);
  return (extension) => extension === bare;
}
