import { gotOf } from '../evidence/answer.ts'
import type { KeyDescription } from '../evidence/key.ts'
import { fail, type Check } from './check.ts'

/** What keys of each usage are used for. A usage that is not here is newer than this table. */
const USES: Readonly<Record<string, readonly string[]>> = {
  ENCRYPT_DECRYPT: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  SIGN_VERIFY: ['kms:Sign', 'kms:Verify'],
  GENERATE_VERIFY_MAC: ['kms:GenerateMac', 'kms:VerifyMac'],
  KEY_AGREEMENT: ['kms:DeriveSharedSecret'],
  ENCAPSULATE_DECAPSULATE: ['kms:Encapsulate', 'kms:Decapsulate'],
}

/** The key is made for something else: no policy lets it do this. */
export const keyUsage: Check = (situation) => {
  const described = gotOf(situation.evidence.key.description)
  if (!described || isFor(described, situation.request.action)) return undefined
  const { keyUsage: usage, keySpec: spec } = described
  const evidence = [`KeyUsage ${usage}`, `KeySpec ${spec}`]
  return fail('key/other-usage', situation, { facts: { usage, spec }, evidence })
}

function isFor({ keyUsage: usage, keySpec }: KeyDescription, action: string): boolean {
  // Data keys are for symmetric keys alone.
  if (action.startsWith('kms:GenerateDataKey')) return keySpec === 'SYMMETRIC_DEFAULT'
  const own = USES[usage]
  const isUse = Object.values(USES).some((uses) => uses.includes(action))
  return own === undefined || !isUse || own.includes(action)
}
