import { secondMs } from '../../base/sizes.ts'
import { consoleFailure } from '../fault.ts'
import { limits } from '../limits.ts'

/** What one browser has tried in vain: access keys are not to be guessed by the thousand. */
export class FailedSignIns {
  #timesMs: readonly number[] = []

  /** Counts a try before anybody knows what comes of it; throws when there were too many. */
  begin(now: Date): void {
    const sinceMs = now.getTime() - limits.failedSignInsMs
    this.#timesMs = this.#timesMs.filter((timeMs) => timeMs > sinceMs)
    const [first] = this.#timesMs
    if (first === undefined || this.#timesMs.length < limits.failedSignInsMax) {
      this.#timesMs = [...this.#timesMs, now.getTime()]
      return
    }
    const seconds = Math.ceil((first - sinceMs) / secondMs)
    throw consoleFailure('TooManySignIns', 'tooManySignIns', { seconds: String(seconds) })
  }

  /** Whoever got in has not been guessing. */
  forget(): void {
    this.#timesMs = []
  }
}
