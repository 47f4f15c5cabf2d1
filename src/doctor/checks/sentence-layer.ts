// The layers that the doctor cannot read itself: AWS's sentence names them.

import type { FindingId } from '../finding.ts'
import { fail, type Check } from './check.ts'

const IDS: Readonly<Record<string, Partial<Record<'explicit' | 'implicit', FindingId>>>> = {
  session: { explicit: 'session/explicit-deny', implicit: 'session/no-allow' },
  scp: { explicit: 'scp/explicit-deny', implicit: 'scp/no-allow' },
  rcp: { explicit: 'rcp/explicit-deny' },
  vpcEndpoint: { explicit: 'vpc-endpoint/explicit-deny', implicit: 'vpc-endpoint/no-allow' },
}

/** AWS's sentence names a session policy, SCP, RCP or VPC endpoint policy. */
export const sentenceLayer: Check = (situation) => {
  const { answered } = situation
  if (typeof answered !== 'object' || answered.layer === undefined) return undefined
  const id = IDS[answered.layer]?.[answered.explicit ? 'explicit' : 'implicit']
  return id && fail(id, situation, { evidence: [answered.sentence] })
}
