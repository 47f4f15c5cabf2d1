import type { Operation } from '../../operation.ts'
import { CustomKeyStoreInvalidStateException, ValidationException } from '../errors.ts'
import type { UpdateCustomKeyStoreInput, UpdateCustomKeyStoreOutput } from '../model.ts'
import { onKeyStores } from '../questions.ts'
import { recordedInput } from '../recorded-input.ts'
import type { CustomKeyStore } from '../resources/custom-key-stores.ts'
import { requestedCredential } from '../resources/custom-key-stores.ts'
import { keyStoreEvent } from '../resources/key-store-event.ts'
import type { KeyStoreSettings } from '../resources/key-store-settings.ts'
import { refuseClusterMembers, requireSettings } from '../resources/key-store-settings.ts'
import { requireHealthy } from '../resources/new-key-store.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Changes a key store. Its name, its credential and its path may be changed while it is connected,
 * so that a credential is renewed without a break; anything else only when it is disconnected.
 *
 * Where the proxy is asked for its health before a new key store is there, it is asked before a
 * change of its address or credential too.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateCustomKeyStore.html
 */
export const UpdateCustomKeyStore: Operation<
  KmsScope,
  UpdateCustomKeyStoreInput,
  UpdateCustomKeyStoreOutput
> = {
  readOnly: false,
  questions: (_, scope) => [onKeyStores('kms:UpdateCustomKeyStore', scope)],
  prepare(input, scope) {
    const { store, settings } = requireUpdate(input, scope)
    const { XksProxyAuthenticationCredential: given } = input
    const isReached =
      settings.connectivity === 'PUBLIC_ENDPOINT' || store.value.state === 'CONNECTED'
    if (!isReached || !changesProxy(input)) return undefined
    const { credential: own } = scope.customKeyStores.target(store)
    const credential = given ? requestedCredential(given) : own
    const target = { address: settings, credential, region: scope.region }
    return requireHealthy(target, 'UpdateCustomKeyStore', scope)
  },
  perform(input, scope) {
    const { store, settings } = requireUpdate(input, scope)
    const { XksProxyAuthenticationCredential: given } = input
    const { customKeyStores } = scope
    const sealed =
      given &&
      customKeyStores.sealed(
        store.value,
        requestedCredential(given),
        store.value.secretGeneration + 1,
      )
    return {
      output: {},
      changes: [customKeyStores.update(store, { ...settings, ...sealed })],
      event: keyStoreEvent(store),
    }
  },
  requestParameters(input) {
    const { XksProxyAuthenticationCredential: _, ...recorded } = input
    return recordedInput('UpdateCustomKeyStore', recorded)
  },
}

const WHEN_DISCONNECTED = [
  'XksProxyConnectivity',
  'XksProxyUriEndpoint',
  'XksProxyVpcEndpointServiceName',
  'XksProxyVpcEndpointServiceOwner',
] as const

const changesProxy = (input: UpdateCustomKeyStoreInput): boolean =>
  [...WHEN_DISCONNECTED, 'XksProxyUriPath', 'XksProxyAuthenticationCredential'].some(
    (member) => input[member as keyof UpdateCustomKeyStoreInput] !== undefined,
  )

/** The sentences are ours: AWS's are not known. */
function requireUpdate(
  input: UpdateCustomKeyStoreInput,
  scope: KmsScope,
): { readonly store: CustomKeyStore; readonly settings: KeyStoreSettings } {
  const store = scope.customKeyStores.require(input.CustomKeyStoreId)
  refuseClusterMembers(input)
  if (input.NewCustomKeyStoreName === undefined && !changesProxy(input)) {
    throw ValidationException('The request changes nothing of the custom key store.')
  }
  const { state } = store.value
  const member = WHEN_DISCONNECTED.find((name) => input[name] !== undefined)
  if (member && state !== 'DISCONNECTED') {
    throw CustomKeyStoreInvalidStateException(
      `Custom key store ${store.value.id} is ${state}. Disconnect it before you change its ` +
        `${member}.`,
    )
  }
  const settings = updated(store, input)
  requireSettings(settings, scope, store.value.id)
  return { store, settings }
}

/** With what the request leaves as it is. A public endpoint has no VPC endpoint service. */
function updated({ value }: CustomKeyStore, input: UpdateCustomKeyStoreInput) {
  const connectivity = input.XksProxyConnectivity ?? value.connectivity
  const becomesPublic = input.XksProxyConnectivity === 'PUBLIC_ENDPOINT'
  const kept = becomesPublic ? { vpcEndpointServiceName: undefined } : value
  const owner = becomesPublic ? undefined : value.vpcEndpointServiceOwner
  return {
    name: input.NewCustomKeyStoreName ?? value.name,
    connectivity,
    uriEndpoint: input.XksProxyUriEndpoint ?? value.uriEndpoint,
    uriPath: input.XksProxyUriPath ?? value.uriPath,
    vpcEndpointServiceName: input.XksProxyVpcEndpointServiceName ?? kept.vpcEndpointServiceName,
    vpcEndpointServiceOwner: input.XksProxyVpcEndpointServiceOwner ?? owner,
  } as KeyStoreSettings
}
