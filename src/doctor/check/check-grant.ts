// One grant, before it is made: who gains and who loses by it, and what KMS will not take.

import { parseArn } from '../../base/arn.ts'
import { signedPrincipal } from '../../policy/index.ts'
import type { AccessChange } from '../access-change.ts'
import type {
  DeclaredConstraint,
  DeclaredGrant,
  DeclaredGrantTerms,
} from '../declared/declared-grant.ts'
import { unknownNamesOf, unknownTextsOf } from '../declared/declared-key-policy.ts'
import { hasUnknown, shown } from '../declared/unknown.ts'
import { isGrantable } from '../evidence/grants.ts'
import { shortNameIn } from '../principals.ts'
import { checkWordsFor, type CheckWords } from '../report/check/words/words.ts'
import { fill, type Language } from '../report/words/words.ts'
import { CHECK_SEVERITIES, type CheckFinding, type CheckId } from './check-finding.ts'
import type { CheckedGrant } from './checked-grant.ts'

export function checkGrant(declared: DeclaredGrant, lang: Language): CheckedGrant {
  const { source, file, address, position, key, account, after } = declared
  const constraint = after && constraintOf(after)
  return {
    source,
    file,
    line: position.line,
    address,
    ...(key === undefined ? {} : { key }),
    ...(account === undefined ? {} : { account }),
    findings: after ? findingsOf(declared, after, checkWordsFor(lang)) : [],
    access: accessOf(declared),
    ...(constraint && { constraint }),
    unknowns: unknownNamesOf(after),
  }
}

type Facts = Readonly<Record<string, string>>

function findingsOf(
  { account, position }: DeclaredGrant,
  terms: DeclaredGrantTerms,
  words: CheckWords,
): readonly CheckFinding[] {
  const { line, column } = position
  const finding = (id: CheckId, facts: Facts): CheckFinding => {
    const { says, instead } = words.findings[id]
    return {
      id,
      severity: CHECK_SEVERITIES[id],
      says: shown(fill(says, facts)),
      ...(instead === undefined ? {} : { instead: shown(fill(instead, facts)) }),
      line,
      column,
    }
  }
  const { grantee, operations } = terms
  const facts = { grantee: shortNameIn(account ?? '', grantee), account: account ?? '' }
  const passesOn = operations.includes('CreateGrant')
  const owner = parseArn(grantee)?.account
  const isForeign = owner !== undefined && account !== undefined && owner !== account
  const values = unknownNamesOf(terms).map((name) => `\${${name}}`)
  return [
    ...faultsOf(terms, words).map((says) => finding('grant/malformed', { says })),
    ...(passesOn ? [finding('grant/passed-on', facts)] : []),
    ...(isForeign && !hasUnknown(owner) ? [finding('grant/foreign-account', facts)] : []),
    ...(values.length > 0
      ? [finding('grant/known-when-applied', { values: values.join(', ') })]
      : []),
  ]
}

/** What KMS refuses whoever asks for it. What is not known yet is no fault. */
function faultsOf(terms: DeclaredGrantTerms, { grantFaults }: CheckWords): readonly string[] {
  const { grantee, retiring, operations, constraints } = terms
  const known = operations.filter((operation) => !hasUnknown(operation))
  const isWhole = known.length === operations.length
  const kinds = new Set(known.flatMap((operation) => KEY_USES.get(operation) ?? []))
  const strange = [grantee, ...(retiring === undefined ? [] : [retiring])].filter(
    (name) => !hasUnknown(name) && !isPrincipal(name),
  )
  const types = new Set(constraints.map(({ asks }) => asks))
  return [
    ...known
      .filter((operation) => !isGrantable(`kms:${operation}`))
      .map((operation) => fill(grantFaults.operation, { operation })),
    ...(isWhole && known.length === 0 ? [grantFaults.nothing] : []),
    ...(isWhole && known.length > 0 && known.every((one) => one === 'CreateGrant')
      ? [grantFaults.onlyCreateGrant]
      : []),
    ...(kinds.size > 1 ? [fill(grantFaults.mixed, { operations: known.join(', ') })] : []),
    ...strange.map((principal) => fill(grantFaults.principal, { principal })),
    ...(types.size > 1 && unknownTextsOf(constraints).length === 0
      ? [grantFaults.constraints]
      : []),
  ]
}

/** A key has one use, and every operation of a grant must be one of its own. */
const KEY_USES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ENCRYPT_DECRYPT: [
      ...['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey'],
      ...['GenerateDataKeyWithoutPlaintext', 'GenerateDataKeyPair'],
      'GenerateDataKeyPairWithoutPlaintext',
    ],
    SIGN_VERIFY: ['Sign', 'Verify'],
    GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
    KEY_AGREEMENT: ['DeriveSharedSecret'],
  }).flatMap(([use, operations]) => operations.map((operation) => [operation, use])),
)

/** An account may be named by its number alone. */
const isPrincipal = (name: string): boolean =>
  /^\d{12}$/.test(name) || signedPrincipal(name) !== undefined

const constraintOf = ({ constraints }: DeclaredGrantTerms): DeclaredConstraint | undefined => {
  const [first] = constraints
  if (first === undefined) return undefined
  const pairs = Object.entries(first.pairs).map((pair) => pair.map(shown))
  return { asks: first.asks, pairs: Object.fromEntries(pairs) as Record<string, string> }
}

function accessOf({ before, after }: DeclaredGrant): readonly AccessChange[] {
  const [had, has] = [powersOf(before), powersOf(after)]
  const isOther = JSON.stringify(before?.constraints) !== JSON.stringify(after?.constraints)
  const principals = new Set([...had.keys(), ...has.keys()])
  return [...principals]
    .map((principal) => {
      const [old, young] = [had.get(principal) ?? [], has.get(principal) ?? []]
      const kept = young.filter((action) => old.includes(action))
      return {
        principal: shown(principal),
        gains: young.filter((action) => !old.includes(action)),
        loses: old.filter((action) => !young.includes(action)),
        changes: isOther ? kept.filter((action) => action !== 'kms:RetireGrant') : [],
      }
    })
    .filter(({ gains, loses, changes }) => gains.length + loses.length + changes.length > 0)
}

/** Whoever may retire the grant has no more by it than that. */
function powersOf(terms: DeclaredGrantTerms | undefined): ReadonlyMap<string, readonly string[]> {
  if (terms === undefined) return new Map()
  const { grantee, retiring, operations } = terms
  const known = operations.filter((operation) => isGrantable(`kms:${operation}`))
  const powers = new Map([[grantee, known.map((operation) => `kms:${operation}`)]])
  if (retiring === undefined) return powers
  const own = powers.get(retiring) ?? []
  return powers.set(retiring, [...new Set([...own, 'kms:RetireGrant'])])
}
