/** What somebody is told to do, in the order in which they are told. */
export interface Doings {
  /** Does it now, or when all that was told before is done. */
  add(run: () => void): void;
  /** What is told from now on waits until this has settled. */
  wait(until: Promise<unknown>): void;
}

/** Makes a list with nothing to do. */
export function createDoings(): Doings {
  const waiting: (() => void)[] = [];
  let held = false;

  function goOn(): void {
    held = false;
    for (let next = waiting.shift(); next !== undefined; next = held ? undefined : waiting.shift()) next();
  }

  function add(run: () => void): void {
    if (held) waiting.push(run);
    else run();
  }

  return {
    add,
    wait: (until) =>
      add(() => {
        held = true;
        until.then(goOn, goOn);
      }),
  };
}
