import { secondMs } from '../base/sizes.ts'
import type { Terminal } from './terminal.ts'

/** One line of progress in this time: enough for a person, and little in a log. */
const progressEveryMs = 2 * secondMs

/** When each terminal had its last line, or began. */
const told = new WeakMap<Terminal, number>()

/** From here on, what takes its time says so. */
export function beginProgress(terminal: Terminal): void {
  if (!told.has(terminal)) told.set(terminal, Date.now())
}

/** Says it, unless something was said a moment ago: whoever waits wants to know that it goes on. */
export function tellProgress(terminal: Terminal, text: () => string): void {
  beginProgress(terminal)
  const nowMs = Date.now()
  if (nowMs - (told.get(terminal) ?? nowMs) < progressEveryMs) return
  told.set(terminal, nowMs)
  terminal.printError(text())
}
