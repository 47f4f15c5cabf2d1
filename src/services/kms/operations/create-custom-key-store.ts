import { change } from '../../../store/store.ts'
import type { Operation } from '../../operation.ts'
import { LimitExceededException } from '../errors.ts'
import { limits } from '../limits.ts'
import type { CreateCustomKeyStoreInput, CreateCustomKeyStoreOutput } from '../model.ts'
import { onKeyStores } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import { requireNewStore, requireSettings } from '../resources/key-store-settings.ts'
import { requireHealthy } from '../resources/new-key-store.ts'
import type { KmsScope } from '../scope.ts'
import type { CustomKeyStoreRow } from '../tables.ts'
import { customKeyStores, keyStoreRowId } from '../tables.ts'

/**
 * Makes an external key store: the address of an external key store proxy, and what KMS signs its
 * requests to it with. It is not connected yet.
 *
 * A proxy with a public endpoint is asked for its health before the key store is there; another is
 * asked when the key store is connected.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html
 */
export const CreateCustomKeyStore: Operation<
  KmsScope,
  CreateCustomKeyStoreInput,
  CreateCustomKeyStoreOutput
> = {
  readOnly: false,
  questions: (_, scope) => [onKeyStores('kms:CreateCustomKeyStore', scope)],
  prepare(input, scope) {
    const { settings, credential } = requireStore(input, scope)
    if (settings.connectivity !== 'PUBLIC_ENDPOINT') return undefined
    const target = { address: settings, credential, region: scope.region }
    return requireHealthy(target, 'CreateCustomKeyStore', scope)
  },
  perform(input, scope) {
    const { settings, credential } = requireStore(input, scope)
    const { account, region, world, now } = scope
    const id = `cks-${Buffer.from(world.randomBytes(9)).toString('hex').slice(0, 17)}`
    const place = { account, region, id }
    const row: CustomKeyStoreRow = {
      ...place,
      ...settings,
      ...scope.customKeyStores.sealed(place, credential, 1),
      createdAt: now.toISOString(),
      state: 'DISCONNECTED',
    }
    return {
      output: { CustomKeyStoreId: id },
      changes: [change(customKeyStores, keyStoreRowId(place), undefined, row)],
    }
  },
  requestParameters(input) {
    const { XksProxyAuthenticationCredential: _, ...recorded } = input
    return recordedInput('CreateCustomKeyStore', recorded)
  },
}

/** Looked at before the proxy is asked, and again when it has answered. */
function requireStore(input: CreateCustomKeyStoreInput, scope: KmsScope) {
  const wanted = requireNewStore(input)
  requireSettings(wanted.settings, scope)
  if (scope.customKeyStores.all().length >= limits.customKeyStoresPerPlaceMax) {
    // The sentence is ours: AWS's is not known.
    throw LimitExceededException(
      `There are ${limits.customKeyStoresPerPlaceMax} custom key stores in the Region already.`,
    )
  }
  return wanted
}
