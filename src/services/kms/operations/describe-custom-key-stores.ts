import type { Operation } from '../../operation.ts'
import { CustomKeyStoreNotFoundException, ValidationException } from '../errors.ts'
import { limits } from '../limits.ts'
import type {
  CustomKeyStoresListEntry,
  DescribeCustomKeyStoresInput,
  DescribeCustomKeyStoresOutput,
} from '../model.ts'
import { pageOf } from '../paging.ts'
import { onKeyStores } from '../questions.ts'
import type { CustomKeyStore } from '../resources/custom-key-stores.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Tells about the key stores of the caller's account and Region, or about one by its id or name:
 * all but the secret that KMS signs with.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeCustomKeyStores.html
 */
export const DescribeCustomKeyStores: Operation<
  KmsScope,
  DescribeCustomKeyStoresInput,
  DescribeCustomKeyStoresOutput
> = {
  readOnly: true,
  questions: (_, scope) => [onKeyStores('kms:DescribeCustomKeyStores', scope)],
  perform(input, scope) {
    const one = named(input, scope)
    if (one) return { output: { CustomKeyStores: [listEntry(one)], Truncated: false } }
    const { items, more } = pageOf(
      input,
      limits.customKeyStoresPerPage,
      (request) => scope.customKeyStores.page(request),
      ({ value }) => value.id,
    )
    return { output: { CustomKeyStores: items.map(listEntry), ...more } }
  },
}

/** Undefined: the request names none. */
function named(
  { CustomKeyStoreId, CustomKeyStoreName }: DescribeCustomKeyStoresInput,
  { customKeyStores }: KmsScope,
): CustomKeyStore | undefined {
  if (CustomKeyStoreId !== undefined && CustomKeyStoreName !== undefined) {
    // The sentences are ours: AWS's are not known.
    throw ValidationException('Name a custom key store by its id or by its name, not by both.')
  }
  if (CustomKeyStoreId !== undefined) return customKeyStores.require(CustomKeyStoreId)
  if (CustomKeyStoreName === undefined) return undefined
  const found = customKeyStores.all().find(({ value }) => value.name === CustomKeyStoreName)
  if (found) return found
  throw CustomKeyStoreNotFoundException(
    `There is no custom key store of the name ${CustomKeyStoreName}.`,
  )
}

const listEntry = ({ value: store }: CustomKeyStore): CustomKeyStoresListEntry => ({
  CustomKeyStoreId: store.id,
  CustomKeyStoreName: store.name,
  ConnectionState: store.state,
  ConnectionErrorCode: store.errorCode,
  CreationDate: new Date(store.createdAt),
  CustomKeyStoreType: 'EXTERNAL_KEY_STORE',
  XksProxyConfiguration: {
    Connectivity: store.connectivity,
    AccessKeyId: store.accessKeyId,
    UriEndpoint: store.uriEndpoint,
    UriPath: store.uriPath,
    VpcEndpointServiceName: store.vpcEndpointServiceName,
    VpcEndpointServiceOwner: store.vpcEndpointServiceOwner,
  },
})
