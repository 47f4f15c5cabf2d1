// Which key stores can be made, and what none may have in common with another.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateCustomKeyStore.html

import {
  CustomKeyStoreNameInUseException,
  UnsupportedOperationException,
  ValidationException,
  XksProxyInvalidConfigurationException,
  XksProxyUriEndpointInUseException,
  XksProxyUriInUseException,
  XksProxyVpcEndpointServiceInUseException,
  XksProxyVpcEndpointServiceNotFoundException,
} from '../errors.ts'
import type { CreateCustomKeyStoreInput } from '../model.ts'
import type { KmsScope } from '../scope.ts'
import type { CustomKeyStoreRow } from '../tables.ts'
import { hostOf } from '../xks/https-proxies.ts'
import type { ProxyAddress, ProxyCredential } from '../xks/proxy.ts'
import { requestedCredential } from './custom-key-stores.ts'

/** What a request says of a key store; the credential goes another way. */
export type KeyStoreSettings = Pick<CustomKeyStoreRow, 'name' | keyof ProxyAddress> &
  Pick<CustomKeyStoreRow, 'vpcEndpointServiceName' | 'vpcEndpointServiceOwner'>

/** The sentences of the ValidationExceptions are ours: AWS's are not known. */
export function requireNewStore(input: CreateCustomKeyStoreInput): {
  readonly settings: KeyStoreSettings
  readonly credential: ProxyCredential
} {
  // UNLIKE AWS: there are no CloudHSM clusters here.
  if (input.CustomKeyStoreType !== 'EXTERNAL_KEY_STORE') {
    throw UnsupportedOperationException('Sparekey does not create AWS CloudHSM key stores')
  }
  refuseClusterMembers(input)
  const {
    XksProxyConnectivity: connectivity,
    XksProxyUriEndpoint: uriEndpoint,
    XksProxyUriPath: uriPath,
    XksProxyAuthenticationCredential: given,
  } = input
  if (!connectivity || uriEndpoint === undefined || uriPath === undefined || !given) {
    throw ValidationException(
      'An external key store needs XksProxyConnectivity, XksProxyUriEndpoint, XksProxyUriPath ' +
        'and XksProxyAuthenticationCredential.',
    )
  }
  const service = {
    ...(input.XksProxyVpcEndpointServiceName !== undefined && {
      vpcEndpointServiceName: input.XksProxyVpcEndpointServiceName,
    }),
    ...(input.XksProxyVpcEndpointServiceOwner !== undefined && {
      vpcEndpointServiceOwner: input.XksProxyVpcEndpointServiceOwner,
    }),
  }
  const name = input.CustomKeyStoreName
  return {
    settings: { name, connectivity, uriEndpoint, uriPath, ...service },
    credential: requestedCredential(given),
  }
}

const CLUSTER_MEMBERS = ['CloudHsmClusterId', 'TrustAnchorCertificate', 'KeyStorePassword'] as const

export function refuseClusterMembers(
  input: Partial<Record<(typeof CLUSTER_MEMBERS)[number], unknown>>,
): void {
  const member = CLUSTER_MEMBERS.find((name) => input[name] !== undefined)
  if (!member) return
  throw ValidationException(`${member} is not valid for an external key store.`)
}

/** Throws for settings that cannot be, or that another key store has. */
export function requireSettings(settings: KeyStoreSettings, scope: KmsScope, ownId?: string): void {
  if (hostOf(settings.uriEndpoint) === undefined) {
    throw XksProxyInvalidConfigurationException(
      'The XksProxyUriEndpoint must be https:// and a domain name.',
    )
  }
  const others = scope.customKeyStores
    .all()
    .map(({ value }) => value)
    .filter(({ id }) => id !== ownId)
  requireUnused(settings, others)
  requireService(settings, others, scope)
}

/** The sentences of these are ours as well. */
function requireUnused(settings: KeyStoreSettings, others: readonly CustomKeyStoreRow[]): void {
  if (others.some(({ name }) => name === settings.name)) {
    throw CustomKeyStoreNameInUseException(
      `The custom key store name ${settings.name} is already in use.`,
    )
  }
  const atSameHost = others.filter(
    ({ uriEndpoint }) => hostOf(uriEndpoint) === hostOf(settings.uriEndpoint),
  )
  if (atSameHost.some(({ uriPath }) => uriPath === settings.uriPath)) {
    throw XksProxyUriInUseException(
      'The XksProxyUriEndpoint and XksProxyUriPath are those of another external key store.',
    )
  }
  // A public endpoint may have many paths; a private DNS name is one key store's alone.
  const isPrivate = ({ connectivity }: ProxyAddress) => connectivity === 'VPC_ENDPOINT_SERVICE'
  if (isPrivate(settings) ? atSameHost.length > 0 : atSameHost.some(isPrivate)) {
    throw XksProxyUriEndpointInUseException(
      'The XksProxyUriEndpoint is that of another external key store.',
    )
  }
}

/**
 * UNLIKE AWS: there are no VPC endpoint services here. One is taken for there when whoever runs the
 * stack has said where its private DNS name leads (`--xks-proxy`).
 */
function requireService(
  settings: KeyStoreSettings,
  others: readonly CustomKeyStoreRow[],
  { proxies }: KmsScope,
): void {
  const { connectivity, vpcEndpointServiceName: service, vpcEndpointServiceOwner } = settings
  if (connectivity === 'PUBLIC_ENDPOINT') {
    if (service === undefined && vpcEndpointServiceOwner === undefined) return
    throw ValidationException('A public endpoint has no VPC endpoint service.')
  }
  if (service === undefined) {
    throw ValidationException('VPC_ENDPOINT_SERVICE needs an XksProxyVpcEndpointServiceName.')
  }
  if (others.some(({ vpcEndpointServiceName }) => vpcEndpointServiceName === service)) {
    throw XksProxyVpcEndpointServiceInUseException(
      'The VPC endpoint service is that of another external key store.',
    )
  }
  if (proxies.isRouted(settings.uriEndpoint)) return
  throw XksProxyVpcEndpointServiceNotFoundException(
    `The VPC endpoint service ${service} was not found.`,
  )
}
