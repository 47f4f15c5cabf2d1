import { shortName } from '../principals.ts'
import { rescuersOf } from '../rescuers.ts'
import { fail, pass, type Check } from './check.ts'
import { contradicted } from './halves.ts'

/** Roles could put the key policy right, and the way into every one of them is closed. */
export const cannotAssume: Check = (situation) => {
  if (situation.known === undefined || contradicted(situation)) return undefined
  const rescuers = rescuersOf(situation.evidence)
  const open = rescuers.find(({ becoming }) => becoming === 'assume' || becoming === 'chain')
  if (open !== undefined) {
    return pass('trust/cannot-assume', situation, {
      facts: { role: shortName(open.arn), trusted: '' },
      evidence: open.roles ?? [open.arn],
    })
  }
  if (rescuers.some(({ becoming }) => becoming === 'self' || becoming === 'unknown'))
    return undefined
  const closed = rescuers.find(({ becoming }) => ['closed', 'denied', 'reopen'].includes(becoming))
  if (closed === undefined) return undefined
  const id = closed.becoming === 'denied' ? 'trust/explicit-deny' : 'trust/cannot-assume'
  return fail(id, situation, {
    facts: { role: shortName(closed.arn), trusted: closed.trusted.map(shortName).join(', ') },
    evidence: [closed.arn, ...closed.trusted],
  })
}
