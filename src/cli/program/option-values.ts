// The values that options take.

import { InvalidArgumentError, Option } from 'commander'
import { parseDuration } from '../../base/duration.ts'
import { hourMs, minuteMs, secondMs } from '../../base/sizes.ts'
import type { HelpWords } from '../words/help.ts'

/** `--action A B` and `--action A --action B` are the same. */
export function several(flags: string, description: string, preset: readonly string[]): Option {
  return new Option(flags, description).default(preset, preset.join(' '))
}

/** The first is the one that is meant without the option. */
export function oneOf(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices).default(choices[0])
}

export function lookupEventsRate(words: HelpWords): Option {
  return new Option('--lookup-events-rate <rate>', words.lookupRate)
    .default(2)
    .argParser((text: string) => {
      if (text === 'off') return text
      const rate = Number(text)
      if (rate > 0 && Number.isFinite(rate)) return rate
      throw new InvalidArgumentError(words.values.rate)
    })
}

export function trailInterval(words: HelpWords): Option {
  return new Option('--trail-interval <time>', words.trailInterval)
    .default(5 * minuteMs, '5m')
    .argParser((text: string) => parseTrailInterval(text, words))
}

export function drainTime(words: HelpWords): Option {
  return new Option('--drain <time>', words.drain).default(0, '0s').argParser((text: string) => {
    const milliseconds = parseDuration(text)
    if (milliseconds !== undefined && milliseconds <= hourMs) return milliseconds
    throw new InvalidArgumentError(words.values.drain)
  })
}

export function workers({ workers: about, values }: HelpWords): Option {
  return new Option('--workers <number>', about).default(1).argParser((text: string) => {
    const count = Number(text)
    if (/^\d{1,3}$/.test(text) && count > 0) return count
    throw new InvalidArgumentError(values.workers)
  })
}

export function requestsMax({ requestsMax: about, values }: HelpWords): Option {
  return new Option('--requests-max <number>', about).default(1024).argParser((text: string) => {
    const count = Number(text)
    if (/^\d{1,6}$/.test(text) && count > 0) return count
    throw new InvalidArgumentError(values.requests)
  })
}

function parseTrailInterval(text: string, { values }: HelpWords): number {
  const milliseconds = parseDuration(text)
  if (milliseconds !== undefined && milliseconds >= secondMs && milliseconds <= hourMs) {
    return milliseconds
  }
  throw new InvalidArgumentError(values.interval)
}

export const portParser =
  ({ values }: HelpWords) =>
  (text: string): number => {
    const port = Number(text)
    if (/^\d+$/.test(text) && port <= 65_535) return port
    throw new InvalidArgumentError(values.port)
  }
