import { gotOf } from '../../evidence/answer.ts'
import type { KeyRule } from '../rule.ts'
import { whoCanNext } from './next.ts'

export const rotationOff: KeyRule = {
  id: 'audit/rotation-off',
  check({ key }) {
    if (gotOf(key.rotation) !== false) return undefined
    const next = whoCanNext(key, 'kms:EnableKeyRotation')
    return { severity: 'note', verdict: 'fail', facts: {}, evidence: [], next }
  },
}
