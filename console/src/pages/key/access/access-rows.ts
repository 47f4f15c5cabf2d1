// Who can do what with the key, a principal a row: worked out in the page.

import { parseArn } from '../../../../../src/base/arn.ts'
import {
  accessTo,
  isUseOfKey,
  keyActions,
  type AccessWorld,
  type ConstrainedAccess,
} from '../../../../../src/policy/index.ts'

export const GROUPS = ['read-policy', 'change-policy', 'use', 'grant'] as const
export type ActionGroup = (typeof GROUPS)[number]

export type PrincipalKind =
  'root' | 'user' | 'role' | 'session' | 'account' | 'service' | 'everybody'

export interface AccessRow {
  readonly principal: string
  readonly kind: PrincipalKind
  readonly cells: Readonly<Record<ActionGroup, AccessCell>>
  /** By action. */
  readonly accesses: ReadonlyMap<string, ConstrainedAccess>
}

export interface AccessCell {
  readonly verdict: 'allowed' | 'conditional' | 'denied'
  /** How many of the group's actions, and how many there are. */
  readonly count: number
  readonly of: number
  /** Its own account decides as well. */
  readonly unseen: boolean
}

/** Which actions use a key of this usage. */
const USES: Readonly<Record<string, RegExp>> = {
  ENCRYPT_DECRYPT: /^kms:(Encrypt|Decrypt|ReEncrypt|GenerateDataKey)/,
  SIGN_VERIFY: /^kms:(Sign|Verify)$/,
  GENERATE_VERIFY_MAC: /^kms:(GenerateMac|VerifyMac)$/,
  KEY_AGREEMENT: /^kms:DeriveSharedSecret$/,
  ENCAPSULATE_DECAPSULATE: /^kms:(En|De)capsulate$/,
}

export function actionsOfGroups(
  keyUsage: string,
): Readonly<Record<ActionGroup, readonly string[]>> {
  const uses = USES[keyUsage]
  return {
    'read-policy': ['kms:GetKeyPolicy'],
    'change-policy': ['kms:PutKeyPolicy'],
    use: keyActions().filter((action) => (uses ? uses.test(action) : isUseOfKey(action))),
    grant: ['kms:CreateGrant'],
  }
}

/** Everybody who can do something, and everybody else of the account. */
export function accessRows(world: AccessWorld, keyUsage: string): readonly AccessRow[] {
  const found = new Map<string, Map<string, ConstrainedAccess>>()
  for (const principal of principalsOf(world)) found.set(principal, new Map())
  for (const one of accessTo(keyActions(), world)) {
    const { principal } = one.access
    const accesses = found.get(principal) ?? new Map<string, ConstrainedAccess>()
    found.set(principal, accesses.set(one.action, one))
  }
  const groups = actionsOfGroups(keyUsage)
  return [...found].map(([principal, accesses]) => ({
    principal,
    accesses,
    kind: kindOf(principal, world.key.account),
    cells: {
      'read-policy': cellOf(groups['read-policy'], accesses),
      'change-policy': cellOf(groups['change-policy'], accesses),
      use: cellOf(groups.use, accesses),
      grant: cellOf(groups.grant, accesses),
    },
  }))
}

const principalsOf = ({ accounts }: AccessWorld): readonly string[] =>
  accounts.flatMap(({ id, users = [], roles = [] }) => [
    `arn:aws:iam::${id}:root`,
    ...users.map(({ arn }) => arn),
    ...roles.map(({ arn }) => arn),
  ])

function cellOf(actions: readonly string[], accesses: AccessRow['accesses']): AccessCell {
  const found = actions.flatMap((action) => accesses.get(action)?.access ?? [])
  const isOpen = found.some(({ verdict }) => verdict === 'allowed')
  return {
    verdict: found.length === 0 ? 'denied' : isOpen ? 'allowed' : 'conditional',
    count: found.length,
    of: actions.length,
    unseen: found.some(({ unseen }) => unseen),
  }
}

function kindOf(principal: string, account: string): PrincipalKind {
  if (principal === '*') return 'everybody'
  const arn = parseArn(principal)
  if (arn === undefined) return 'service'
  if (arn.account !== account) return 'account'
  const [kind] = arn.resource.split('/')
  return kind === 'root' || kind === 'user' || kind === 'role' ? kind : 'session'
}

export const canNothing = ({ accesses }: AccessRow): boolean => accesses.size === 0
