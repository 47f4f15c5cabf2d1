// Times the steps of the pipeline from outside: each one in its lists is replaced by one that
// looks at the clock before and after it. Nothing of this is in the server.

import type { Step } from '../src/server/exchange.ts'
import { attempt, conclude, respond, understand } from '../src/server/pipeline.ts'
import { median } from './statistics.ts'

/** The median of each step in microseconds, by its name, since it was asked last. */
export type StepTimes = Readonly<Record<string, number>>

export function timeSteps(): () => StepTimes {
  const times = new Map<string, number[]>()
  for (const list of [understand, attempt, conclude, respond]) replaceAll(list as Step[], times)
  return () => {
    const medians = [...times].map(([name, all]) => [name, median(all.splice(0)) * 1000] as const)
    return Object.fromEntries(medians)
  }
}

function replaceAll(list: Step[], times: Map<string, number[]>): void {
  for (const [index, step] of list.entries()) {
    const all: number[] = []
    times.set(step.name, all)
    // What commit waits for costs this thread nothing: its time ends with its return.
    list[index] = (exchange) => {
      const start = performance.now()
      try {
        return step(exchange)
      } finally {
        all.push(performance.now() - start)
      }
    }
  }
}
