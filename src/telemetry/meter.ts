import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import {
  metricDefinitions,
  metricNames,
  type CounterName,
  type GaugeName,
  type HistogramName,
  type LabelsOf,
  type MetricSource,
} from './metric-table.ts';

/** One value of a metric, for gauges and counters that are read elsewhere and not counted here. */
export type Sample = {
  [Name in GaugeName | CounterName]: { readonly name: Name; readonly labels: LabelsOf<Name>; readonly value: number };
}[GaugeName | CounterName];

/** The metrics of one process. Names and labels are those of the table. */
export interface Meter {
  /** Adds to a counter. Default: 1. */
  add<Name extends CounterName>(name: Name, labels: LabelsOf<Name>, value?: number): void;
  set<Name extends GaugeName>(name: Name, labels: LabelsOf<Name>, value: number): void;
  observe<Name extends HistogramName>(name: Name, labels: LabelsOf<Name>, seconds: number): void;
  /** Replaces every value of the metrics with a source: what is not among the samples is gone. */
  replace(source: MetricSource, samples: readonly Sample[]): void;
  /** Everything in the text format of Prometheus. */
  text(): Promise<string>;
}

/** A meter with metrics of the table by source. @param ofProcess whether Node's own about the process are with them */
export function createMeter(sources: readonly MetricSource[], { ofProcess = false } = {}): Meter {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  const named = metricNames.filter((name) => sources.includes(metricDefinitions[name].from));
  for (const name of named) {
    const { type, help, labels, buckets } = metricDefinitions[name];
    const options = { name, help, labelNames: [...labels], registers: [registry] };
    if (type === 'counter') counters.set(name, new Counter(options));
    else if (type === 'gauge') gauges.set(name, withoutValue(new Gauge(options)));
    else histograms.set(name, new Histogram({ ...options, ...(buckets ? { buckets: [...buckets] } : {}) }));
  }
  return {
    add: (name, labels, value = 1) => counters.get(name)?.inc({ ...labels }, value),
    set: (name, labels, value) => gauges.get(name)?.set({ ...labels }, value),
    observe: (name, labels, seconds) => histograms.get(name)?.observe({ ...labels }, seconds),
    replace: (source, samples) => {
      for (const name of named.filter((one) => metricDefinitions[one].from === source)) {
        counters.get(name)?.reset();
        const gauge = gauges.get(name);
        if (gauge) withoutValue(gauge);
      }
      for (const { name, labels, value } of samples) {
        gauges.get(name)?.set({ ...labels }, value);
        counters.get(name)?.inc({ ...labels }, value);
      }
    },
    text: () => registry.metrics(),
  };
}

/** A gauge that was not set yet: without labels it would have the value 0, which nobody has measured. */
function withoutValue(gauge: Gauge): Gauge {
  gauge.reset();
  if ('labelNames' in gauge && (gauge.labelNames as readonly string[]).length === 0) gauge.remove();
  return gauge;
}
