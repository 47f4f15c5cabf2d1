import type { EventDetails } from '../../operation.ts'
import type { CustomKeyStore } from './custom-key-stores.ts'

/** CloudTrail's additionalEventData of operations on a key store. */
export const keyStoreEvent = ({ value: { name } }: CustomKeyStore): EventDetails => ({
  additionalEventData: { customKeyStoreName: name },
})
