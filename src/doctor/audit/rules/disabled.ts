import { gotOf } from '../../evidence/answer.ts'
import type { KeyRule } from '../rule.ts'
import { doctorNext } from './next.ts'

export const disabled: KeyRule = {
  id: 'audit/disabled',
  check({ key }) {
    if (gotOf(key.metadata)?.state !== 'Disabled') return undefined
    const next = doctorNext(key, 'kms:Decrypt')
    return { severity: 'note', verdict: 'fail', facts: {}, evidence: [], next }
  },
}
