import { builtinModules } from 'node:module';

/** The name of its command, which has a word more, has up to 32. */
const MAX_NAME_CHARACTERS = 24;
const FORM = /^[a-z](?:-?[a-z0-9])*$/;

/** What is wrong with a new plugin's name, in one line; `undefined` when nothing is. It becomes a folder, a package, a command. */
export function findNameProblem(name: string): string | undefined {
  if (!FORM.test(name) || name.length > MAX_NAME_CHARACTERS) {
    const shown = JSON.stringify(name.length > 80 ? `${name.slice(0, 77)}...` : name);
    return `a plugin's name has small letters, digits and single dashes, begins with a letter and has up to ${MAX_NAME_CHARACTERS} of them: not ${shown}.`;
  }
  const isTaken = ['node-modules', 'partyline', 'favicon'].includes(name) || builtinModules.includes(name);
  return isTaken ? `${name} is the name of something else: choose another.` : undefined;
}

/** Every word that means something in the files of a new plugin, and those that mean something to JavaScript. */
const reservedWords = new Set(
  (
    'refuse expect test world host message room session here room describe arguments await break case catch class const ' +
    'continue debugger default delete do else enum eval export extends false finally for function if implements import in ' +
    'instanceof interface let new null package private protected public return static super switch this throw true try ' +
    'typeof undefined var void while with yield createWorld'
  ).split(' '),
);

/** What the function is called that makes the plugin: `tea-time` → `teaTime`. */
export function factoryName(name: string): string {
  const camel = name.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
  return reservedWords.has(camel) ? `${camel}Plugin` : camel;
}

/** What its command is called among programs; people type the plugin's name. */
export function commandName(name: string): string {
  return `${name}.greet`;
}

/** What its codes begin with: `tea-time` → `TEA_TIME`. */
export function errorCodePrefix(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}
