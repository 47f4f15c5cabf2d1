// Colour, for terminals.

import { styleText } from 'node:util'

export interface Paint {
  readonly title: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly quiet: (text: string) => string
  readonly command: (text: string) => string
}

const plain = (text: string): string => text

/** Colour only when it was asked for: the decision about the terminal is the caller's. */
export function paint(colour: boolean): Paint {
  if (!colour) return { title: plain, good: plain, bad: plain, quiet: plain, command: plain }
  const style = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    styleText(format, text, { validateStream: false })
  return {
    title: style('bold'),
    good: style('green'),
    bad: style(['bold', 'red']),
    quiet: style('dim'),
    command: style('cyan'),
  }
}
