import type { DataSource } from '../../../sql/types.ts'
import { queryLimits } from '../limits.ts'

/** As many of them, from the first, as one step takes; one at least. */
export function nextStep(waiting: readonly DataSource[]): readonly DataSource[] {
  const { compactionStepBytesMax, compactionStepFilesMax } = queryLimits
  const step: DataSource[] = []
  let bytes = 0
  for (const source of waiting.slice(0, compactionStepFilesMax)) {
    bytes += source.bytes
    if (step.length > 0 && bytes > compactionStepBytesMax) break
    step.push(source)
  }
  return step
}
