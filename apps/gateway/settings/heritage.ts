import { type KindName, type KindOptions, kindNames, kinds } from '../../../adapters/dialects/heritage/index.js';
import { onOff, type Setting, text, wholeNumber } from './setting.js';

/** Ports and manners of the five old programs' own servers. */
export interface HeritageSettings {
  /** Where clients of QServerChat connect to; 0: any free port. Default 55555. */
  readonly heritageQserverchatPort: number;
  /** What they read first. Default: nothing. */
  readonly heritageQserverchatGreeting: string;
  /** Whether they get back what they write. Default false. */
  readonly heritageQserverchatEcho: boolean;
  /** Stands in front of what the server says to them. Default: `System: `. */
  readonly heritageQserverchatVoice: string;
  /** Where clients of the QML chat connect to; 0: any free port. Default 3000. */
  readonly heritageQmlChatPort: number;
  /** What they read first. Default: `Welcome to Awesome Chat`. */
  readonly heritageQmlChatGreeting: string;
  /** Whether they get back what they write. Default true. */
  readonly heritageQmlChatEcho: boolean;
  /** Stands in front of what the server says to them. Default: nothing. */
  readonly heritageQmlChatVoice: string;
  /** Where clients of TCP_chatting connect to; 0: any free port. Default 9999. */
  readonly heritageTcpChattingPort: number;
  /** What they read first. Default: `服务器连接成功！`. */
  readonly heritageTcpChattingGreeting: string;
  /** Whether they get back what they write. Default true. */
  readonly heritageTcpChattingEcho: boolean;
  /** Stands in front of what the server says to them. Default: `[服务器]：`. */
  readonly heritageTcpChattingVoice: string;
  /** Where clients of the WebSocket program with files connect to; 0: any free port. Default 8080. */
  readonly heritageWebsocketFilesPort: number;
  /** What they read first. Default: nothing. */
  readonly heritageWebsocketFilesGreeting: string;
  /** Whether they get back what they write. Default false. */
  readonly heritageWebsocketFilesEcho: boolean;
  /** Stands in front of what the server says to them. Default: nothing. */
  readonly heritageWebsocketFilesVoice: string;
  /** Where clients of ServerChat connect to; 0: any free port. Default 8888. */
  readonly heritageServerchatPort: number;
  /** What they read first. Default: nothing. */
  readonly heritageServerchatGreeting: string;
  /** Whether they get back what they write. Default true. */
  readonly heritageServerchatEcho: boolean;
  /** Stands in front of what the server says to them. Default: `服务器: `. */
  readonly heritageServerchatVoice: string;
}

type Table = { readonly [N in keyof HeritageSettings]: Setting<HeritageSettings[N]> };

const LINE = /^[^\p{Cc}]*$/u;

function settingsOf(name: KindName): [string, Setting<unknown>][] {
  const { port, protocol: manners } = kinds[name];
  const { greeting, echo, serverPrefix: voice } = manners.defaults;
  const all: Record<string, Setting<unknown>> = {
    Port: wholeNumber(port, 'PORT', 0, 65_535, `Clients of ${manners.name}; 0: any free port.`),
    Greeting: text(greeting, 'TEXT', 'one line of text', LINE, 'What they read first.'),
    Echo: onOff(echo, 'Give them back what they write.'),
    Voice: text(voice, 'TEXT', 'one line of text', LINE, 'Stands in front of what the server says to them.'),
  };
  const head = `heritage${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return Object.entries(all).map(([suffix, setting]) => [head + suffix, setting]);
}

/** Every one of them. */
export const heritageTable = Object.fromEntries(kindNames.flatMap(settingsOf)) as unknown as Table;

/** What is set for one program. */
export function heritageOf(name: KindName, settings: HeritageSettings): Required<KindOptions> {
  const head = `heritage${name.charAt(0).toUpperCase()}${name.slice(1)}` as `heritage${Capitalize<KindName>}`;
  return {
    port: settings[`${head}Port`],
    greeting: settings[`${head}Greeting`],
    echo: settings[`${head}Echo`],
    serverPrefix: settings[`${head}Voice`],
  };
}

/** Those that are listened for on a port of their own: on the web page's port they are known by their first words. */
export function listenedFor(
  settings: HeritageSettings & { readonly heritage: boolean; readonly httpPort: number },
): readonly KindName[] {
  if (!settings.heritage) return [];
  return kindNames.filter((name) => {
    const { port } = heritageOf(name, settings);
    return port === 0 || port !== settings.httpPort;
  });
}
