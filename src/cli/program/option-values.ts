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
      throw new InvalidArgumentError('A number above 0, or off.')
    })
}

export function trailInterval(words: HelpWords): Option {
  return new Option('--trail-interval <time>', words.trailInterval)
    .default(5 * minuteMs, '5m')
    .argParser(parseTrailInterval)
}

function parseTrailInterval(text: string): number {
  const milliseconds = parseDuration(text)
  if (milliseconds !== undefined && milliseconds >= secondMs && milliseconds <= hourMs) {
    return milliseconds
  }
  throw new InvalidArgumentError('From 1s to 1h: a number and one of s, m, h.')
}

export function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new InvalidArgumentError('A port is a number from 0 to 65535.')
}
