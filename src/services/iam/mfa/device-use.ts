// A virtual MFA device in somebody's hands: codes are checked, and never taken twice.

import type { CallingPrincipal } from '../../../base/principal.ts'
import type { Sealer } from '../../../crypto/seal.ts'
import type { Change, Row, StoreView } from '../../../store/store.ts'
import { change } from '../../../store/store.ts'
import { limits } from '../limits.ts'
import type { MfaDeviceRow, MfaDeviceUse } from '../tables.ts'
import { mfaDevices } from '../tables.ts'
import { openSeed } from './device-seed.ts'
import { stepAt, stepOfCodes } from './one-time-code.ts'

/** `now` is the stack's: a clock that was moved moves the codes that it takes. */
interface Moment {
  readonly sealer: Sealer
  readonly now: Date
}

/** How far the device's clock is off, by two codes in a row; undefined: the codes are not its. */
export function synchronized(
  device: Row<MfaDeviceRow>,
  codes: readonly [string, string],
  stepsMax: number,
  { sealer, now }: Moment,
): Pick<MfaDeviceUse, 'driftSteps' | 'usedStep'> | undefined {
  const around = stepAt(now)
  const first = stepOfCodes(openSeed(sealer, device), codes, { around, steps: stepsMax })
  if (first === undefined) return undefined
  // The second of the two is the one that the device shows now, or showed last.
  const usedStep = first + 1
  return { driftSteps: usedStep - around, usedStep }
}

/** Takes a code of the caller's own device, once; or says why not. */
export function spendMfaCode(
  store: StoreView,
  principal: CallingPrincipal,
  { serialNumber, code }: { readonly serialNumber: string; readonly code: string },
  moment: Moment,
): Change | 'unknownDevice' | 'wrongCode' {
  const device = store.get(mfaDevices, serialNumber)
  const use = device?.value.use
  if (!device || !use || principal.type !== 'user') return 'unknownDevice'
  if (use.userId !== principal.uniqueId) return 'unknownDevice'
  const around = stepAt(moment.now) + use.driftSteps
  const window = { around, steps: limits.mfaDriftStepsMax }
  const step = stepOfCodes(openSeed(moment.sealer, device), [code], window)
  if (step === undefined || step <= use.usedStep) return 'wrongCode'
  const spent = { ...use, usedStep: step, driftSteps: step - stepAt(moment.now) }
  return change(mfaDevices, device.id, device, { ...device.value, use: spent })
}
