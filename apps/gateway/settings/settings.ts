import { type KindName, type KindOptions, kindNames, kinds } from '../../../adapters/dialects/heritage/index.js';
import type { Limits } from '../../../core/index.js';
import type { LogLevel } from '../../../plugins/logging/index.js';
import { booleanSetting, integerSetting, type Setting, textSetting } from './setting.js';

/** Everything that can be set on the stock gateway. */
export interface GatewaySettings extends HeritageSettings {
  /** The address to listen on. Default `127.0.0.1`: only this machine. */
  readonly host: string;
  /** The port of the web page, of WebSocket and of the health checks. 0 takes any free one. Default 8080. */
  readonly httpPort: number;
  /** The port for plain TCP. 0 takes any free one. Default 7000. */
  readonly tcpPort: number;
  /** The first line that people on plain-text wires see. Default `Welcome to Partyline.` */
  readonly greeting: string;
  /** The room that people on plain-text wires start in. Default `lobby`. */
  readonly room: string;
  /** The folder that the rooms' log is kept in. Default: none, everything is in memory and gone with the process. */
  readonly data: string;
  /** Whether to begin anew where the database is missing or empty although there was one. */
  readonly acceptDataLoss: boolean;
  /** Whether people on plain-text wires see their own lines. Default false. */
  readonly echo: boolean;
  /**
   * Web pages of other sites that may connect, such as `https://chat.example`, besides the gateway's own and that of
   * {@link publicUrl}. The words `null` and `file` admit pages without a site, `any` all. Default: none.
   */
  readonly origins: readonly string[];
  /**
   * Host names by which the gateway may be reached, such as `chat.example`, besides IP addresses, `localhost`, the host of
   * {@link publicUrl} and a name in {@link host}; `any` for every name. Requests for others get 421. Default: none.
   */
  readonly hosts: readonly string[];
  /** HTTP connections at once, WebSockets not counted; 0: as many as the limit of open files allows, at most 10000. Default 0. */
  readonly httpConnections: number;
  /** HTTP connections at once from one address; 0: half of all, at most 1000. Default 0. */
  readonly httpConnectionsPerAddress: number;
  /** Default `info`. */
  readonly logLevel: LogLevel;
  /** How log lines look. Default `auto`: for people where standard error is a terminal, else JSON. */
  readonly logFormat: 'auto' | 'json' | 'pretty';
  /** Whether the log has what people write. Default false: it has the length. */
  readonly logTexts: boolean;
  /** Whether it counts and measures, and tells at `/metrics`. Default true. */
  readonly metrics: boolean;
  /**
   * What becomes of profanity in messages; nicks and names of rooms with it are refused in any case. What is held waits for an
   * operator. Default `mask`.
   */
  readonly profanity: 'off' | 'mask' | 'refuse' | 'warn' | 'hold';
  /** Whether those who send too much are slowed down, refused and cut off. Default true. */
  readonly floodControl: boolean;
  /** With how many of a room's newest messages people on plain-text wires begin. Default 10. */
  readonly history: number;
  /** For how many days messages are kept; 0: for as long as there is room. Default 0. */
  readonly keepDays: number;
  /** How many messages of each room are kept; 0: no bound but the broker's. Default 0. */
  readonly keepMessages: number;
  /** Whether the clock is right although it has jumped, or all messages are older than they are kept. */
  readonly trustClock: boolean;
  /** Whether files are taken and given. Default true. */
  readonly files: boolean;
  /** The folder that files are kept in. Default: `files` in the folder `data`; without it one that goes with the process. */
  readonly filesDir: string;
  /** The largest file, in bytes. Default 100 MiB. */
  readonly fileBytes: number;
  /** All files together, in bytes. Default 10 GiB. */
  readonly filesBytes: number;
  /** Where people reach the web page, for links to files. Default: this machine, by its address and port. */
  readonly publicUrl: string;
  /**
   * Plugins that the program imports at its start and puts after the stock ones: files, as seen from the current folder, or
   * packages. In code, import them and give them as overrides. Default: none.
   */
  readonly plugins: readonly string[];
  /** What makes an operator of whoever shows it. Default: made at each start, and shown once. */
  readonly operatorToken: string;
  /**
   * Where the operators' console is, such as `127.0.0.1:9090`: there alone, and not on the port of the web page. Default: with
   * the web page.
   */
  readonly consoleAddress: string;
  /** Whether operators may make connections worse on purpose. Not where `NODE_ENV` is `production`. Default false. */
  readonly chaos: boolean;
  /** Whether the clients of the five old programs are listened for on their servers' ports. Default false. */
  readonly heritage: boolean;
  /** How long peers may take to leave when the gateway stops, in milliseconds. Default 5000. */
  readonly drainMs: number;
  /** Changes to the defaults of the core's limits, all but `drainMs`. Default: none. */
  readonly limits: Partial<Omit<Limits, 'drainMs'>>;
}

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

function heritageSettings(name: KindName): [string, Setting<unknown>][] {
  const { port, protocol } = kinds[name];
  const { greeting, echo, serverPrefix } = protocol.defaults;
  const all: Record<string, Setting<unknown>> = {
    Port: integerSetting(port, 'PORT', 0, 65_535, `Port for clients of ${protocol.name}; 0: any free port.`),
    Greeting: textSetting(greeting, 'TEXT', 'one line of text', LINE, 'First line that they receive.'),
    Echo: booleanSetting(echo, 'Send them their own lines too.'),
    Voice: textSetting(serverPrefix, 'TEXT', 'one line of text', LINE, 'Prefix of server messages.'),
  };
  const head = `heritage${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return Object.entries(all).map(([suffix, setting]) => [head + suffix, setting]);
}

/** Every one of them. */
export const heritageTable = Object.fromEntries(kindNames.flatMap(heritageSettings)) as unknown as Table;

/** What is set for one program. */
export function heritageOptions(name: KindName, settings: HeritageSettings): Required<KindOptions> {
  const head = `heritage${name.charAt(0).toUpperCase()}${name.slice(1)}` as `heritage${Capitalize<KindName>}`;
  return {
    port: settings[`${head}Port`],
    greeting: settings[`${head}Greeting`],
    echo: settings[`${head}Echo`],
    serverPrefix: settings[`${head}Voice`],
  };
}

/** Those that are listened for on a port of their own: on the web page's port they are known by their first words. */
export function dedicatedHeritageKinds(
  settings: HeritageSettings & { readonly heritage: boolean; readonly httpPort: number },
): readonly KindName[] {
  if (!settings.heritage) return [];
  return kindNames.filter((name) => {
    const { port } = heritageOptions(name, settings);
    return port === 0 || port !== settings.httpPort;
  });
}
