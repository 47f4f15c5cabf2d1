// Where the root key of a data directory comes from, as `--root-key` says it.

import { upkeepFailure } from '../upkeep/failures.ts'
import { parsePkcs11Uri, type Pkcs11Key } from './pkcs11-uri.ts'

export type RootKeySource =
  /** A file beside the data directory, which its owner alone can read. */
  | { readonly provider: 'file' }
  /** The same file, with the root key encrypted under a passphrase. */
  | { readonly provider: 'passphrase' }
  /** The same file, with the root key encrypted under a KMS key. */
  | { readonly provider: 'aws-kms'; readonly keyId: string; readonly endpoint?: string }
  /** The same file, with the root key encrypted under an RSA key of a PKCS#11 token. */
  | ({ readonly provider: 'pkcs11' } & Pkcs11Key)
  /** A variable of the environment; nothing of it is stored. */
  | { readonly provider: 'env'; readonly variable: string }

export const ROOT_KEY_VARIABLE = 'SPAREKEY_ROOT_KEY'

/** What the root key is asked of. */
export interface RootKeyAsking {
  readonly env: Readonly<Record<string, string | undefined>>
  /** What a process that is started for it may see: `env` without secrets. */
  readonly toolEnv: Readonly<Record<string, string | undefined>>
  /** `next`: the one that a new root key is to be encrypted under. */
  readonly passphrase: (which: 'current' | 'next') => Promise<string>
  /** Nothing more is asked: what is secret here need not stay in memory. */
  readonly forget: () => void
}

export interface RootKeyOptions {
  /** Undefined: the file beside the data directory says it. */
  readonly source: RootKeySource | undefined
  readonly asking: RootKeyAsking
}

/** For a stack that takes its root key from an ordinary file. */
export const fileAlone: RootKeyOptions = {
  source: undefined,
  asking: {
    env: {},
    toolEnv: {},
    passphrase: () => Promise.reject(new Error('there is no passphrase')),
    forget: () => undefined,
  },
}

/** `file`, `passphrase`, `env[:NAME]`, `aws-kms:KEY[@ENDPOINT]`, or a `pkcs11:` URI. */
export function parseRootKeySource(text: string): RootKeySource {
  const [, provider = '', argument = ''] = /^([a-z\d-]+)(?::(.+))?$/s.exec(text) ?? []
  if ((provider === 'file' || provider === 'passphrase') && argument === '') return { provider }
  if (provider === 'env') return { provider, variable: argument || ROOT_KEY_VARIABLE }
  if (provider === 'pkcs11') return { provider, ...parsePkcs11Uri(argument) }
  // No key id, ARN or alias holds an @.
  const [keyId = '', endpoint] = argument.split('@')
  if (provider === 'aws-kms' && keyId !== '') {
    if (endpoint === undefined) return { provider, keyId }
    if (URL.canParse(endpoint)) return { provider, keyId, endpoint }
  }
  throw upkeepFailure('noRootKeySource', { text })
}
