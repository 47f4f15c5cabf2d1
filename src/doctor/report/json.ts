import type { Diagnosis } from '../diagnosis.ts'

/** What `sparekey doctor --json` prints. */
export function renderJson(diagnoses: readonly Diagnosis[]): string {
  return JSON.stringify(diagnoses, undefined, 2)
}
