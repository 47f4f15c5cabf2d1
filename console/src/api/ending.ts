// That nobody is let in, or signed in, any more: any call may learn of it, and the whole page
// follows.

import { useSyncExternalStore } from 'react'

/** `NoLink`: the browser is not let in. `Expired`: AWS takes the credentials no longer. */
export type Ending = 'NoLink' | 'SignedOut' | 'Expired'

const ENDINGS: Readonly<Record<string, Ending>> = {
  NoLink: 'NoLink',
  SignedOut: 'SignedOut',
  ExpiredToken: 'Expired',
  ExpiredTokenException: 'Expired',
  CredentialsProviderError: 'Expired',
  TokenProviderError: 'Expired',
  UnrecognizedClientException: 'Expired',
  InvalidClientTokenId: 'Expired',
}

const listeners = new Set<() => void>()
let current: Ending | undefined

/** Told of every fault of every call but those that sign in, which show their own. */
export function noteFault(code: string): void {
  const ending = Object.hasOwn(ENDINGS, code) ? ENDINGS[code] : undefined
  if (ending !== undefined) setEnding(ending)
}

export function setEnding(ending: Ending | undefined): void {
  current = ending
  for (const listener of listeners) listener()
}

export const useEnding = (): Ending | undefined => useSyncExternalStore(subscribe, () => current)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
