// One of several processes answers a scrape, and tells the metrics of all.

import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue } from 'prom-client'

/** What a process has counted and measured; goes between processes as it is. */
export type Families = readonly MetricObjectWithValues<MetricValue<string>>[]

/** Counters and histograms are added up, and gauges are what their `aggregator` says. */
export const pageOf = (processes: readonly Families[]): Promise<string> =>
  // The package's types say one process's metrics, where its code takes a list of them.
  AggregatorRegistry.aggregate(processes as never).metrics()
