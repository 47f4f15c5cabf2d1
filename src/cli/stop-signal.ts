import { once } from 'node:events'

/** Resolves with the first signal; those that follow, while things close, are not deadly. */
export async function stopSignal(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, () => undefined)
  await Promise.race(signals.map((signal) => once(process, signal)))
}
