import type { LayerName } from '../../policy/index.ts'
import type { Finding, FindingId } from '../finding.ts'
import { identityArn, shortName } from '../principals.ts'
import type { PolicyStatement, Situation } from '../situation.ts'

/** Looks at one thing. Undefined: the question does not arise here. */
export type Check = (situation: Situation) => Finding | undefined

type Details = Pick<Finding, 'evidence'> & { readonly facts?: Finding['facts'] }

export function fail(id: FindingId, situation: Situation, details: Details): Finding {
  return finding(id, 'fail', situation, details)
}

export function unknown(id: FindingId, situation: Situation, details: Details): Finding {
  return finding(id, 'unknown', situation, details)
}

export function pass(id: FindingId, situation: Situation, details: Details): Finding {
  return finding(id, 'pass', situation, details)
}

function finding(
  id: FindingId,
  verdict: Finding['verdict'],
  { request, keyArn, keyAccount, actor }: Situation,
  { evidence, facts = {} }: Details,
): Finding {
  const about = {
    action: request.action,
    key: keyArn,
    account: keyAccount,
    principal: shortName(identityArn(actor.principal)),
  }
  return { id, verdict, facts: { ...about, ...facts }, evidence }
}

/** `key policy, Statement[1] "Allow use of the key"`. */
export function placeOf({ policy, index, sid }: PolicyStatement): string {
  return `${policy}, Statement[${index}]${sid === undefined ? '' : ` "${sid}"`}`
}

/** The statement as a sentence names it: by its Sid, else by its number. */
export const nameOf = ({ index, sid }: PolicyStatement): string => sid ?? `Statement[${index}]`

/** A finding about the first statement that fits. */
export function failOn(
  id: FindingId,
  situation: Situation,
  statements: readonly PolicyStatement[],
  facts: (statement: PolicyStatement) => Finding['facts'] = () => ({}),
): Finding | undefined {
  const [first] = statements
  if (first === undefined) return undefined
  return fail(id, situation, {
    facts: { statement: nameOf(first), policy: first.policy, ...facts(first) },
    evidence: statements.map(placeOf),
  })
}

/** An explicit deny that only AWS's sentence tells of: the statement itself could not be seen. */
export function failBySentence(
  id: FindingId,
  situation: Situation,
  layer: LayerName,
): Finding | undefined {
  const { answered } = situation
  if (typeof answered !== 'object' || answered.layer !== layer || !answered.explicit)
    return undefined
  return fail(id, situation, {
    facts: { statement: '?', policy: '?' },
    evidence: [answered.sentence],
  })
}

export const conditionOf = ({ json }: PolicyStatement): string =>
  JSON.stringify(json.Condition ?? {})
