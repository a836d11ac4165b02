/** How Chromium is started: without a window, and without connections of its own to the network. */
export const browserFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the browser that all test files share; absent where there is none. */
    readonly browser: string | undefined;
  }
}
