import { defaultKeyPolicy } from '../../../policy/default-key-policy.ts'
import { compilePolicy, readPolicy } from '../../../policy/index.ts'
import type { PolicyDocument, ResourcePolicy } from '../../../policy/index.ts'
import type { KeyPolicyRow } from '../tables.ts'

const documents = new WeakMap<KeyPolicyRow, PolicyDocument>()
const compiled = new WeakMap<KeyPolicyRow, ResourcePolicy>()

/** The stored key policy, compiled once: a row is the same object until it changes. */
export function keyPolicyInForce(row: KeyPolicyRow): ResourcePolicy {
  const known = compiled.get(row)
  if (known) return known
  const policy = asKeyPolicy(readBound(row))
  compiled.set(row, policy)
  return policy
}

/** The document as it is stored: users and roles are unique ids. Read once, like the above. */
export function readBound(row: KeyPolicyRow): PolicyDocument {
  const known = documents.get(row)
  if (known) return known
  const read = readPolicy(row.boundDocument)
  // INVARIANT: no operation stores a document that cannot be read.
  if (!('document' in read)) throw new Error('a stored key policy cannot be read')
  documents.set(row, read.document)
  return read.document
}

const asKeyPolicy = (document: PolicyDocument): ResourcePolicy => ({
  kind: 'keyPolicy',
  name: 'key policy',
  policy: compilePolicy(document),
})

/**
 * Of a key that does not exist: nobody may do anything with it, which is all that is told. It is
 * the default key policy, of an account that there is none of, so that asking it takes as long.
 */
export const NO_KEY_POLICY = asKeyPolicy(readNoPolicy())

function readNoPolicy(): PolicyDocument {
  const read = readPolicy(JSON.stringify(defaultKeyPolicy('000000000000')))
  if (!('document' in read)) throw new Error('the default key policy cannot be read')
  return read.document
}
