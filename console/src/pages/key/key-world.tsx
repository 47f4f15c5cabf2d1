// Who is there and which policies they carry: asked for once, when something of the key's page
// needs it, and then asked by the engine in the page.

import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react'
import type {
  IdentityAnswer,
  KeyWorldAnswer,
} from '../../../../src/console/api/key-world-answer.ts'
import { parseAccountId } from '../../../../src/base/account-id.ts'
import {
  compilePolicy,
  readPolicyJson,
  type AccessWorld,
  type NamedPolicy,
  type WorldAccount,
} from '../../../../src/policy/index.ts'
import { call } from '../../api/call.ts'
import { failureOf, type Asked } from '../../api/use-answer.ts'

export interface KeyWorld extends Pick<
  KeyWorldAnswer,
  'key' | 'account' | 'complete' | 'accountComplete' | 'unseen'
> {
  /** The one in force, or the last one known; undefined: none is. */
  readonly policy: NamedPolicy | undefined
  /** Where the last known one comes from; null for the one in force. */
  readonly event: NonNullable<KeyWorldAnswer['policy']>['event']
  readonly under: (policy: NamedPolicy) => AccessWorld
  /** ARNs of all users and roles. */
  readonly principals: readonly string[]
}

export interface AskedKeyWorld extends Asked<KeyWorld> {
  /** How many users and roles have been read. */
  readonly known: number
}

interface Place extends AskedKeyWorld {
  readonly want: () => void
}

const KeyWorldContext = createContext<Place | undefined>(undefined)

function usePlaced(): Place {
  const place = useContext(KeyWorldContext)
  // INVARIANT: the tabs of a key stand within its place.
  if (place === undefined) throw new Error('a tab outside of its key')
  return place
}

/** The world of the page's key; the first one who needs it has it asked for. */
export function useKeyWorld(): AskedKeyWorld {
  const place = usePlaced()
  const { want } = place
  useEffect(want, [want])
  return place
}

/** For whoever changed something in it: asked for again, when it was asked for at all. */
export const useKeyWorldAgain = (): (() => void) => usePlaced().again

const nothing = { answer: undefined, failure: undefined, loading: true, known: 0 }

export function KeyWorldPlace({
  keyId,
  children,
}: {
  readonly keyId: string
  readonly children: ReactNode
}) {
  // 0: nobody needs it yet.
  const [round, setRound] = useState(0)
  const [state, setState] = useState<Omit<AskedKeyWorld, 'again'>>(nothing)
  useEffect(() => {
    if (round === 0) return undefined
    const leaving = new AbortController()
    const { signal } = leaving
    const tell = (progress: unknown): void => {
      const { principals: known } = progress as { readonly principals: number }
      setState((old) => ({ ...old, known }))
    }
    setState((old) => ({ ...nothing, answer: old.answer }))
    call<KeyWorldAnswer>('key-world', { key: keyId }, { signal, tell })
      .then((answer) => {
        if (!signal.aborted) setState({ ...nothing, answer: keyWorldOf(answer), loading: false })
      })
      .catch((thrown: unknown) => {
        if (!signal.aborted) setState({ ...nothing, failure: failureOf(thrown), loading: false })
      })
    return () => leaving.abort()
  }, [keyId, round])
  const want = useCallback(() => setRound((old) => Math.max(old, 1)), [])
  const again = useCallback(() => setRound((old) => (old === 0 ? 0 : old + 1)), [])
  const place = useMemo(() => ({ ...state, want, again }), [state, want, again])
  return <KeyWorldContext value={place}>{children}</KeyWorldContext>
}

function keyWorldOf(answer: KeyWorldAnswer): KeyWorld {
  const { key, account, complete, accountComplete, unseen, users, roles, grants } = answer
  const policy = answer.policy ? named('key policy', answer.policy.json) : undefined
  const own = accountOf(answer)
  const owner = parseAccountId(key.split(':')[4] ?? '')
  return {
    ...{ key, account, complete, accountComplete, unseen, policy },
    event: answer.policy?.event ?? null,
    principals: [...users, ...roles].map(({ arn }) => arn),
    under: (one) => ({
      key: { arn: key, account: owner ?? own.id, policy: one, grants },
      accounts: [own],
    }),
  }
}

function accountOf({ account, policies, users, roles, groups }: KeyWorldAnswer): WorldAccount {
  const id = parseAccountId(account)
  // INVARIANT: STS told it.
  if (id === undefined) throw new Error(`${account} is no account`)
  // One object a policy: the engine decides once for all who carry the same.
  const list = policies.map(({ name, json }) => named(name, json))
  const at = (places: readonly number[]): readonly NamedPolicy[] =>
    places.flatMap((place) => list[place] ?? [])
  const identity = ({ boundary, policies: own, ...rest }: IdentityAnswer) => ({
    ...rest,
    policies: at(own),
    ...(boundary && { boundary: at(boundary) }),
  })
  return {
    id,
    users: users.map(identity),
    roles: roles.map(identity),
    groups: Object.fromEntries(Object.entries(groups).map(([name, own]) => [name, at(own)])),
  }
}

function named(name: string, json: KeyWorldAnswer['policies'][number]['json']): NamedPolicy {
  const read = readPolicyJson(json)
  // INVARIANT: the server has compiled the same document.
  if ('problems' in read) throw new Error(`${name} cannot be read`)
  return { name, policy: compilePolicy(read.document) }
}
