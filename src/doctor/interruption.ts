import { DoctorFailure } from './failure.ts'

/** Ctrl-C, or whatever else the signal stands for. */
export const interrupted = (): DoctorFailure =>
  new DoctorFailure('interrupted; the key policy has not been touched')

export function requireGoingOn(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw interrupted()
}
