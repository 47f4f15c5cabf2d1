// Which layers stayed unseen: of those, the engine's silence says nothing.

import type { LayerName } from '../policy/index.ts'
import { isGot } from './evidence/answer.ts'
import { isGrantable } from './evidence/grants.ts'
import type { Situation } from './situation.ts'

type Says = 'allow' | 'silent' | 'deny' | 'unknown' | 'notApplicable'

/** Whether what the engine makes of a layer must be told as unknown. */
export const isHidden = (situation: Situation, layer: LayerName, says: Says): boolean =>
  HIDDEN[layer](situation, says)

/** A Deny is one, whatever stands beside it unseen. */
const HIDDEN: Readonly<Record<LayerName, (situation: Situation, says: Says) => boolean>> = {
  identity: isIdentityHidden,
  boundary: isIdentityHidden,
  session: ({ actor: { principal }, evidence: { layers } }) =>
    /^(assumedRole|federatedUser)$/.test(principal.type) && !isGot(layers?.session),
  scp: ({ actor: { principal }, evidence: { layers } }, says) =>
    says !== 'deny' && principal.type !== 'service' && !isGot(layers?.organization.serviceControl),
  rcp: ({ evidence: { layers } }, says) =>
    says !== 'deny' && !isGot(layers?.organization.resourceControl),
  vpcEndpoint: ({ evidence: { layers } }) => !isGot(layers?.vpcEndpoint),
  keyPolicy: ({ known }) => known === undefined,
  grants: ({ request, evidence: { layers } }, says) =>
    says !== 'allow' && isGrantable(request.action) && !areGrantsWhole(layers?.grants),
  trust: () => false,
}

function isIdentityHidden({ actor }: Situation, says: Says): boolean {
  return says !== 'deny' && says !== 'allow' && !actor.complete
}

type Layers = NonNullable<Situation['evidence']['layers']>

const areGrantsWhole = (grants: Layers['grants'] | undefined): boolean =>
  isGot(grants) && !grants.got.isCut
