import { parseArn } from '../../base/arn.ts'
import { identityArn, shortName } from '../principals.ts'
import type { Situation } from '../situation.ts'
import type { Remedy, RemedyId } from './remedy.ts'

/** A way out in words: no command of ours could take it, or none would be certain to work. */
export function adviceOf(
  id: RemedyId,
  { keyArn, keyAccount, actor }: Situation,
  asked: readonly string[],
): Remedy {
  return wordsAlone(id, {
    key: keyArn,
    account: keyAccount,
    region: parseArn(keyArn)?.region ?? '',
    principal: shortName(identityArn(actor.principal)),
    principalAccount: actor.principal.account ?? '',
    actions: asked.join(', '),
  })
}

export function wordsAlone(id: RemedyId, facts: Remedy['facts']): Remedy {
  return {
    id,
    by: [],
    becoming: [],
    commands: [],
    atOnce: undefined,
    facts,
    gains: [],
    loses: [],
    proved: false,
    documents: new Map(),
  }
}
