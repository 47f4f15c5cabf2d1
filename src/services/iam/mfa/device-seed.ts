// The seed of a virtual MFA device is sealed at rest, and opened when a code has to be checked.

import { SecretBytes } from '../../../base/secret-bytes.ts'
import type { SealBinding, Sealer } from '../../../crypto/seal.ts'
import type { Row } from '../../../store/store.ts'
import type { MfaDeviceRow } from '../tables.ts'
import { mfaDevices } from '../tables.ts'

// A device keeps its seed for life: there is one generation.
const bindingOf = (id: string): SealBinding => ({ table: mfaDevices.name, id, generation: 1 })

export const sealSeed = (sealer: Sealer, serialNumber: string, seed: Uint8Array): string =>
  sealer.seal(new SecretBytes(seed), bindingOf(serialNumber))

export const openSeed = (sealer: Sealer, { id, value }: Row<MfaDeviceRow>): SecretBytes =>
  sealer.open(value.sealedSeed, bindingOf(id))
