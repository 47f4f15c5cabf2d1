import { compilePolicy, readPolicy } from '../../../policy/index.ts'
import type { PolicyDocument, ResourcePolicy } from '../../../policy/index.ts'
import type { BucketPolicyRow } from '../tables.ts'

const documents = new WeakMap<BucketPolicyRow, PolicyDocument>()
const compiled = new WeakMap<BucketPolicyRow, ResourcePolicy>()

/** The stored bucket policy, compiled once: a row is the same object until it changes. */
export function bucketPolicyInForce(row: BucketPolicyRow): ResourcePolicy {
  const known = compiled.get(row)
  if (known) return known
  const policy = compilePolicy(readBound(row))
  const named = { kind: 'resourcePolicy', name: 'bucket policy', policy } as const
  compiled.set(row, named)
  return named
}

/** The document as it is stored: users and roles are unique ids. Read once, like the above. */
export function readBound(row: BucketPolicyRow): PolicyDocument {
  const known = documents.get(row)
  if (known) return known
  const read = readPolicy(row.boundDocument)
  // INVARIANT: no operation stores a document that cannot be read.
  if (!('document' in read)) throw new Error('a stored bucket policy cannot be read')
  documents.set(row, read.document)
  return read.document
}
