import type { Metrics } from '../../../../plugins/metrics/index.js';

/** What a server of metrics reads. */
export interface Scrape {
  /** The metrics' names and types. */
  readonly types: ReadonlyMap<string, string>;
  /** The names of the labels of a metric. */
  labelsOf(name: string): readonly string[];
  /** The value of one series; `undefined` where there is none. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | undefined;
  /** Every series of a metric as `a=1,b=2`, without what is 0. */
  series(name: string): Readonly<Record<string, number>>;
  /** Every value of every label. */
  readonly labelValues: ReadonlySet<string>;
}

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const sorted = (labels: Readonly<Record<string, string>>): string =>
  Object.keys(labels)
    .sort()
    .map((label) => `${label}=${labels[label]}`)
    .join(',');

/** Reads the text format of Prometheus; what is not of it is an error. */
export function parseExposition(text: string): Scrape {
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n')) {
    const type = /^# TYPE (\S+) (\S+)$/.exec(line);
    if (type !== null) types.set(type[1] ?? '', type[2] ?? '');
    if (line === '' || line.startsWith('#')) continue;
    const [, name = '', inner = '', value = ''] = /^([a-z_:0-9]+)(?:\{(.*)\})? (\S+)$/i.exec(line) ?? [];
    if (name === '' || Number.isNaN(Number(value))) throw new Error(`This is no metric: ${line}`);
    const labels = Object.fromEntries(
      [...inner.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', is = '']) => [label, is]),
    );
    samples.push({ name, labels, value: Number(value) });
  }
  return {
    types,
    labelsOf: (name) => [
      ...new Set(samples.filter((one) => one.name === name).flatMap((one) => Object.keys(one.labels))),
    ],
    value: (name, labels = {}) =>
      samples.find((one) => one.name === name && sorted(one.labels) === sorted(labels))?.value,
    series: (name) =>
      Object.fromEntries(
        samples.filter((one) => one.name === name && one.value !== 0).map((one) => [sorted(one.labels), one.value]),
      ),
    labelValues: new Set(samples.flatMap(({ labels }) => Object.values(labels))),
  };
}

/** Asks for the metrics now. */
export async function scrape(metrics: Metrics): Promise<Scrape> {
  return parseExposition(await metrics.exposition());
}
