import type { KeyRule } from '../rule.ts'
import { doctorNext } from './next.ts'

/** It can be used or even changed, and nobody can look at what it says. */
export const readableByNobody: KeyRule = {
  id: 'audit/readable-by-nobody',
  check({ key, known }) {
    if (!known || known.readers.length > 0) return undefined
    const { complete } = known
    return {
      severity: complete ? 'high' : 'low',
      verdict: complete ? 'fail' : 'unknown',
      facts: {},
      evidence: [],
      next: doctorNext(key, 'kms:GetKeyPolicy'),
    }
  },
}
