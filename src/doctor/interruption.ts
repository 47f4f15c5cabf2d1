import { doctorFailure, type DoctorFailure } from './failure.ts'

/** Ctrl-C, or whatever else the signal stands for. */
export const interrupted = (): DoctorFailure => doctorFailure('interrupted', {})

export function requireGoingOn(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw interrupted()
}
