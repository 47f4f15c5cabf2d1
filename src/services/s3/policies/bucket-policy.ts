// A bucket policy on its way in and out. The checks come in S3's order: size, grammar, principals,
// then what each statement is about.

import {
  mapPrincipals,
  principalsOf,
  readPolicy,
  validateKeyPolicy,
} from '../../../policy/index.ts'
import type { NamedPrincipal, PolicyDocument, PolicyProblem } from '../../../policy/index.ts'
import type { StoreView } from '../../../store/store.ts'
import { boundName, readablePrincipal } from '../../iam/api.ts'
import { MalformedPolicy, PolicyTooLarge } from '../errors.ts'
import { limits } from '../limits.ts'
import type { BucketPolicyRow } from '../tables.ts'
import { readBound } from './in-force.ts'
import { requireApplicableStatements } from './statements.ts'

/** The row to store for a policy that a caller sent. */
export function requireBucketPolicy(
  text: string,
  bucket: string,
  store: StoreView,
): BucketPolicyRow {
  if (Buffer.byteLength(text) > limits.bucketPolicyBytesMax) throw PolicyTooLarge()
  const document = requireDocument(text)
  const boundDocument = bound(document, store)
  requireApplicableStatements(document, bucket)
  return { text, boundDocument }
}

/**
 * What GetBucketPolicy answers: the text as it was put, unless it means somebody else by now. Then
 * the principals that are gone are shown as the ids that they were bound to.
 */
export function readableBucketPolicy(row: BucketPolicyRow, store: StoreView): string {
  const { json } = mapPrincipals(readBound(row), (name) => readablePrincipal(store, name))
  const current = mapPrincipals(requireDocument(row.text), (name) => {
    const now = boundName(store, name)
    return now === undefined ? name : readablePrincipal(store, now)
  })
  const text = JSON.stringify(json)
  return JSON.stringify(current.json) === text ? row.text : text
}

function requireDocument(text: string): PolicyDocument {
  const read = readPolicy(text)
  if (!('document' in read)) throw malformed(read.problems)
  // S3 demands of a statement what KMS does: whom, what, and on what.
  const problems = validateKeyPolicy(read.document)
  if (problems.length > 0) throw malformed(problems)
  return read.document
}

function bound(document: PolicyDocument, store: StoreView): string {
  for (const principal of principalsOf(document)) {
    if (!isBindable(principal, store)) throw invalidPrincipal(principal)
  }
  const { json } = mapPrincipals(document, (name) => boundName(store, name) ?? name)
  return JSON.stringify(json)
}

const SERVICE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/
const CANONICAL_USER = /^[0-9a-f]{64}$/

function isBindable({ type, value }: NamedPrincipal, store: StoreView): boolean {
  switch (type) {
    case 'AWS':
      return value === '*' || boundName(store, value) !== undefined
    case 'Service':
      return SERVICE.test(value)
    case 'CanonicalUser':
      return CANONICAL_USER.test(value)
    case 'Federated':
      return true // Nobody comes to S3 as one: such a principal matches nothing.
  }
}

const invalidPrincipal = ({ type, value }: NamedPrincipal): Error =>
  MalformedPolicy({ Detail: `"${type}" : "${value}"` }, 'Invalid principal in policy')

const LAST_STEP = /([A-Za-z]+)(?:\[\d+\])?$/

/** Our words go with S3's, as the detail. */
function malformed([problem]: readonly PolicyProblem[]): Error {
  if (!problem) return MalformedPolicy()
  const { says, place } = problem
  return MalformedPolicy({ Detail: place === '' ? says : `${says} (${place})` }, sentence(problem))
}

/** What S3 says, as far as it is known. */
function sentence({ kind, place }: PolicyProblem): string {
  const [, element = ''] = LAST_STEP.exec(place) ?? []
  switch (kind) {
    case 'syntax':
    case 'duplicateMember':
      return 'This policy contains invalid Json'
    case 'missingElement':
      return `Missing required field ${element}`
    case 'unknownElement':
      return `Unknown field ${element}`
    case 'unknownOperator':
      return `Invalid Condition type : ${element}`
    default:
      return BAD_VALUES[element] ?? 'Invalid policy syntax.'
  }
}

const BAD_VALUES: Readonly<Record<string, string>> = {
  Action: 'Policy has invalid action',
  NotAction: 'Policy has invalid action',
  Principal: 'Invalid principal in policy',
  Version: 'The policy must contain a valid version string',
}
