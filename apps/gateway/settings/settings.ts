import { type KindName, type KindOptions, kindNames, kinds } from '../../../adapters/dialects/heritage/index.js';
import type { Limits } from '../../../core/index.js';
import type { LogLevel } from '../../../plugins/logging/index.js';
import { booleanSetting, integerSetting, type Setting, textSetting } from './setting.js';

/** All settings of the stock gateway. */
export interface GatewaySettings extends HeritageSettings {
  /** The address to listen on. Default `127.0.0.1`: only this machine. */
  readonly host: string;
  /** The port of the web page, of WebSocket and of the health checks. 0 takes any free one. Default 8080. */
  readonly httpPort: number;
  /** The port for plain TCP. 0 takes any free one. Default 7000. */
  readonly tcpPort: number;
  /** The first line sent to plain-text clients. Default `Welcome to Partyline.` */
  readonly greeting: string;
  /** The room that plain-text clients start in. Default `lobby`. */
  readonly room: string;
  /** The folder for the database. Default: none, everything is in memory. */
  readonly data: string;
  /** Whether to start with a new database if the old one is missing or empty. */
  readonly acceptDataLoss: boolean;
  /** Whether plain-text clients receive their own lines. Default false. */
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
  /** Log format. Default `auto`: pretty if standard error is a terminal, otherwise JSON. */
  readonly logFormat: 'auto' | 'json' | 'pretty';
  /** Whether to log message texts. Default false: only their length. */
  readonly logTexts: boolean;
  /** Whether to expose metrics at `/metrics`. Default true. */
  readonly metrics: boolean;
  /**
   * How to handle profanity in messages. Nicks and room names with profanity are always refused. Held messages wait for an
   * operator. Default `mask`.
   */
  readonly profanity: 'off' | 'mask' | 'refuse' | 'warn' | 'hold';
  /** Whether clients that send too much are slowed down, refused and disconnected. Default true. */
  readonly floodControl: boolean;
  /** Number of recent messages sent to plain-text clients when they join. Default 10. */
  readonly history: number;
  /** Days to keep messages; 0: no limit. Default 0. */
  readonly keepDays: number;
  /** Messages to keep per room; 0: no limit but the broker's. Default 0. */
  readonly keepMessages: number;
  /** Whether to trust the clock although it has jumped or all messages are past their retention. */
  readonly trustClock: boolean;
  /** Whether file transfers are enabled. Default true. */
  readonly files: boolean;
  /** The folder for files. Default: `files` in the folder `data`, otherwise a temporary folder. */
  readonly filesDir: string;
  /** Maximum size of one file, in bytes. Default 100 MiB. */
  readonly fileBytes: number;
  /** Maximum size of all files together, in bytes. Default 10 GiB. */
  readonly filesBytes: number;
  /** Public address of the web page, for links to files. Default: the address that is listened on. */
  readonly publicUrl: string;
  /**
   * Plugins that the program imports at start and runs after the stock ones: files, relative to the current folder, or
   * packages. In code, import them and pass them as overrides. Default: none.
   */
  readonly plugins: readonly string[];
  /** The operator token. Default: generated at each start and shown once. */
  readonly operatorToken: string;
  /**
   * The console's own address, such as `127.0.0.1:9090`; it is then not on the port of the web page. Default: on the port of
   * the web page.
   */
  readonly consoleAddress: string;
  /** Whether operators may simulate bad connections. Not allowed if `NODE_ENV` is `production`. Default false. */
  readonly chaos: boolean;
  /** Whether to listen for the five legacy clients on their ports. Default false. */
  readonly heritage: boolean;
  /** How long clients may take to disconnect at shutdown, in milliseconds. Default 5000. */
  readonly drainMs: number;
  /** Changes to the core's limits, except `drainMs`. Default: none. */
  readonly limits: Partial<Omit<Limits, 'drainMs'>>;
}

/** Settings of the five legacy clients. */
export interface HeritageSettings {
  /** Where clients of QServerChat connect to; 0: any free port. Default 55555. */
  readonly heritageQserverchatPort: number;
  /** First line that they receive. Default: nothing. */
  readonly heritageQserverchatGreeting: string;
  /** Whether they receive their own lines. Default false. */
  readonly heritageQserverchatEcho: boolean;
  /** Prefix of server messages. Default: `System: `. */
  readonly heritageQserverchatVoice: string;
  /** Where clients of the QML chat connect to; 0: any free port. Default 3000. */
  readonly heritageQmlChatPort: number;
  /** First line that they receive. Default: `Welcome to Awesome Chat`. */
  readonly heritageQmlChatGreeting: string;
  /** Whether they receive their own lines. Default true. */
  readonly heritageQmlChatEcho: boolean;
  /** Prefix of server messages. Default: nothing. */
  readonly heritageQmlChatVoice: string;
  /** Where clients of TCP_chatting connect to; 0: any free port. Default 9999. */
  readonly heritageTcpChattingPort: number;
  /** First line that they receive. Default: `服务器连接成功！`. */
  readonly heritageTcpChattingGreeting: string;
  /** Whether they receive their own lines. Default true. */
  readonly heritageTcpChattingEcho: boolean;
  /** Prefix of server messages. Default: `[服务器]：`. */
  readonly heritageTcpChattingVoice: string;
  /** Where clients of the WebSocket program with files connect to; 0: any free port. Default 8080. */
  readonly heritageWebsocketFilesPort: number;
  /** First line that they receive. Default: nothing. */
  readonly heritageWebsocketFilesGreeting: string;
  /** Whether they receive their own lines. Default false. */
  readonly heritageWebsocketFilesEcho: boolean;
  /** Prefix of server messages. Default: nothing. */
  readonly heritageWebsocketFilesVoice: string;
  /** Where clients of ServerChat connect to; 0: any free port. Default 8888. */
  readonly heritageServerchatPort: number;
  /** First line that they receive. Default: nothing. */
  readonly heritageServerchatGreeting: string;
  /** Whether they receive their own lines. Default true. */
  readonly heritageServerchatEcho: boolean;
  /** Prefix of server messages. Default: `服务器: `. */
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
