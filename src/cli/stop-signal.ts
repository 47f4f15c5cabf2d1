import { once } from 'node:events'

/**
 * Resolves with the first signal; those that follow, while things close, are not deadly. With
 * `hungUp`, SIGHUP is none of them: that is called instead.
 */
export async function stopSignal(hungUp?: () => void): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM', ...(hungUp ? [] : ['SIGHUP'])]
  if (hungUp) process.on('SIGHUP', hungUp)
  for (const signal of signals) process.on(signal, () => undefined)
  await Promise.race(signals.map((signal) => once(process, signal)))
}
