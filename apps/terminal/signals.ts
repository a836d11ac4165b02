const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls back for every signal that asks the program to end. @returns ends that */
export function onSignals(run: () => void): () => void {
  for (const signal of SIGNALS) process.on(signal, run);
  return () => {
    for (const signal of SIGNALS) process.off(signal, run);
  };
}
