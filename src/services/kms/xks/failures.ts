// What goes wrong with a proxy, and what KMS makes of it: the sentence is the same everywhere, the
// exception depends on what KMS was asked for. Cryptographic operations always answer
// KMSInvalidStateException.
// https://github.com/aws/aws-kms-xksproxy-api-spec ("Error Codes", KMS considerations)

import type { AwsError } from '../../../aws/errors.ts'
import {
  CustomKeyStoreInvalidStateException,
  KMSInvalidStateException,
  XksKeyInvalidConfigurationException,
  XksKeyNotFoundException,
  XksProxyIncorrectAuthenticationCredentialException,
  XksProxyInvalidConfigurationException,
  XksProxyInvalidResponseException,
  XksProxyUriUnreachableException,
} from '../errors.ts'
import type { ConnectionErrorCodeType } from '../model.ts'

type Exception = (message: string) => AwsError

interface Meaning {
  readonly sentence: string
  /** Of CreateCustomKeyStore and UpdateCustomKeyStore. */
  readonly store: Exception
  /** Of CreateKey. */
  readonly key: Exception
  /** Of ConnectCustomKeyStore, which has answered long before. */
  readonly connection: ConnectionErrorCodeType
}

const unreadable: Meaning = {
  sentence:
    'AWS KMS cannot interpret the response from the external key store proxy. If you see this ' +
    'error repeatedly, report it to your external key store proxy administrator.',
  store: XksProxyInvalidResponseException,
  key: CustomKeyStoreInvalidStateException,
  connection: 'XKS_PROXY_INVALID_RESPONSE',
}

const unreachable = {
  store: XksProxyUriUnreachableException,
  key: CustomKeyStoreInvalidStateException,
} as const

const behindProxy: Omit<Meaning, 'connection' | 'store'> = {
  sentence:
    'The external key store proxy rejected the request because it cannot communicate with the ' +
    'external key manager. Verify that the external key store proxy configuration is correct ' +
    'and that the external key manager is available.',
  key: CustomKeyStoreInvalidStateException,
}

const meanings = {
  ValidationException: unreadable,
  InvalidStateException: {
    sentence:
      'The external key associated with this KMS key in an external key store is not enabled in ' +
      'the external key manager. Enable the external key in the external key manager and retry ' +
      'the request.',
    store: XksProxyInvalidConfigurationException,
    key: XksKeyInvalidConfigurationException,
    connection: 'XKS_PROXY_INVALID_CONFIGURATION',
  },
  InvalidCiphertextException: {
    ...unreadable,
    sentence:
      'The external key store proxy rejected the request because the specified ciphertext or ' +
      'encryption context is corrupted, missing, or otherwise invalid.',
  },
  InvalidKeyUsageException: {
    sentence:
      'The external key associated with this KMS key in an external key store does not support ' +
      'the requested operation. Enable the operation on the key in your external key manager, ' +
      'and try the request again.',
    store: XksProxyInvalidResponseException,
    key: XksKeyInvalidConfigurationException,
    connection: 'XKS_PROXY_INVALID_RESPONSE',
  },
  AuthenticationFailedException: {
    sentence:
      'The external key store proxy rejected the request because it could not authenticate AWS ' +
      'KMS. Verify the XKS proxy authentication credentials for your external key store and ' +
      'update if necessary.',
    store: XksProxyIncorrectAuthenticationCredentialException,
    key: CustomKeyStoreInvalidStateException,
    connection: 'INVALID_CREDENTIALS',
  },
  AccessDeniedException: {
    sentence:
      'The external key store proxy denied access to the operation. Verify that the user and ' +
      'the external key are both authorized for this operation, and try the request again.',
    store: XksProxyInvalidResponseException,
    key: KMSInvalidStateException,
    connection: 'XKS_PROXY_ACCESS_DENIED',
  },
  KeyNotFoundException: {
    sentence:
      'The external key associated with this KMS key in an external key store was not found in ' +
      'its external key manager. If the external key ID associated with this KMS key is ' +
      'incorrect, create a new KMS key with the correct external key ID.',
    store: XksProxyInvalidResponseException,
    key: XksKeyNotFoundException,
    connection: 'XKS_PROXY_INVALID_RESPONSE',
  },
  InvalidUriPathException: {
    sentence:
      'The external key store proxy rejected the request because of an invalid URI path. Verify ' +
      'the URI path for your external key store and update if necessary.',
    store: XksProxyInvalidConfigurationException,
    key: CustomKeyStoreInvalidStateException,
    connection: 'XKS_PROXY_INVALID_CONFIGURATION',
  },
  UnsupportedOperationException: {
    sentence:
      'The external key store proxy rejected the request because it does not support the ' +
      'requested operation. If you see this error repeatedly, report it to your external key ' +
      'store proxy administrator.',
    store: XksProxyInvalidResponseException,
    // The table says XksKeyInvalidResponseException, which the model does not have.
    key: XksKeyInvalidConfigurationException,
    connection: 'XKS_PROXY_INVALID_RESPONSE',
  },
  DependencyTimeoutException: {
    ...unreachable,
    sentence:
      'The external key store proxy did not respond to the request in the time allotted. Retry ' +
      'the request. If you see this error repeatedly, report it to your external key store ' +
      'proxy administrator.',
    connection: 'XKS_PROXY_TIMED_OUT',
  },
  ThrottlingException: {
    ...unreachable,
    sentence:
      'The external key store proxy rejected the request due to a very high request rate. ' +
      'Reduce the frequency of your calls using KMS keys in this external key store.',
    connection: 'XKS_PROXY_NOT_REACHABLE',
  },
  InternalException: {
    ...behindProxy,
    store: XksProxyInvalidResponseException,
    connection: 'XKS_PROXY_INVALID_RESPONSE',
  },
  /** The proxy answers that no external key manager is to be had. */
  noManager: {
    ...behindProxy,
    store: XksProxyUriUnreachableException,
    connection: 'XKS_PROXY_NOT_REACHABLE',
  },
  noConnection: {
    ...unreachable,
    sentence:
      'AWS KMS cannot communicate with the external key store proxy. This might be a transient ' +
      'network issue. If you see this error repeatedly, verify that your external key store ' +
      'proxy is active and is connected to the network, and that its endpoint URI is correct in ' +
      'your external key store.',
    connection: 'XKS_PROXY_NOT_REACHABLE',
  },
  noTls: {
    ...unreachable,
    sentence:
      'AWS KMS cannot establish a TLS connection to the external key store proxy. Verify the TLS ' +
      'configuration, including its certificate.',
    connection: 'XKS_PROXY_INVALID_TLS_CONFIGURATION',
  },
  timeout: {
    ...unreachable,
    sentence:
      'AWS KMS rejected the request because the external key store proxy did not respond in ' +
      'time. Retry the request. If you see this error repeatedly, report it to your external ' +
      'key store proxy administrator.',
    connection: 'XKS_PROXY_TIMED_OUT',
  },
  malformed: unreadable,
  /** What the proxy gave back for decrypted does not open in KMS. */
  wrongPlaintext: {
    ...unreadable,
    sentence:
      'The ciphertext that the external key store proxy submitted for decryption, or the ' +
      'encryption context, is corrupted, missing, or otherwise invalid.',
  },
} as const satisfies Readonly<Record<string, Meaning>>

/** What a proxy answered, by the name it gave the error, or what became of the attempt. */
export type FailureKind = keyof typeof meanings

export class ProxyFailure extends Error {
  readonly kind: FailureKind

  constructor(kind: FailureKind, cause?: unknown) {
    super(kind, { cause })
    this.kind = kind
  }
}

const PROXY_ERRORS: ReadonlySet<string> = new Set(
  Object.keys(meanings).filter((name) => name.endsWith('Exception')),
)

/** An error's name in the proxy's own words; undefined: there is no such error. */
export const parseProxyError = (name: unknown): FailureKind | undefined =>
  typeof name === 'string' && PROXY_ERRORS.has(name) ? (name as FailureKind) : undefined

export const connectionErrorCode = ({ kind }: ProxyFailure): ConnectionErrorCodeType =>
  meanings[kind].connection

/** What KMS was asked for when the proxy failed it. */
export type FailedWork = 'store' | 'key' | 'cryptography'

/** What the caller hears. What the proxy said stays in the cause. */
export function proxyError(failure: ProxyFailure, work: FailedWork): AwsError {
  const { sentence, store, key } = meanings[failure.kind]
  const say = work === 'store' ? store : work === 'key' ? key : KMSInvalidStateException
  return say(sentence)
}

/** Waits for a proxy, and throws what the caller hears when it fails. */
export async function orProxyError<T>(asked: Promise<T>, work: FailedWork): Promise<T> {
  try {
    return await asked
  } catch (thrown) {
    throw thrown instanceof ProxyFailure ? proxyError(thrown, work) : thrown
  }
}
