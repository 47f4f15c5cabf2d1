import { Gauge, type GaugeConfiguration, type Registry } from 'prom-client'

/** A gauge that is read when it is asked for. */
export function gaugeOf(
  registry: Registry,
  about: Pick<GaugeConfiguration<never>, 'name' | 'help' | 'aggregator'>,
  read: () => number,
): void {
  const gauge: Gauge = new Gauge({
    ...about,
    collect: () => gauge.set(read()),
    registers: [registry],
  })
}
