// Policies in force with statements added, changed or taken away.

import type { StatementRef } from '../../src/policy/index.ts'
import type { PolicyTexts } from './policy-texts.ts'

type Statements = readonly Record<string, unknown>[]
type Edit = (statements: Statements, policy: string) => Statements

/** The texts with the statements of every policy edited, whichever layer they belong to. */
export function edited(texts: PolicyTexts, edit: Edit): PolicyTexts {
  const one = (text: string, policy: string): string => {
    const document = JSON.parse(text)
    return JSON.stringify({ ...document, Statement: edit([document.Statement].flat(), policy) })
  }
  const all = (list: readonly string[], layer: string) =>
    list.map((text, index) => one(text, `${layer} ${index}`))
  const { boundary, session, vpcEndpoint, resource } = texts
  return {
    ...texts,
    identity: all(texts.identity, 'identity'),
    ...(boundary && { boundary: all(boundary, 'boundary') }),
    ...(session !== undefined && { session: one(session, 'session') }),
    serviceControl: texts.serviceControl.map((level, at) => all(level, `scp ${at}`)),
    resourceControl: texts.resourceControl.map((level, at) => all(level, `rcp ${at}`)),
    ...(vpcEndpoint && { vpcEndpoint: all(vpcEndpoint, 'vpcEndpoint') }),
    ...(resource && { resource: { ...resource, text: one(resource.text, 'resource') } }),
  }
}

/** The texts without the statements and grants that are mentioned. */
export function without(texts: PolicyTexts, because: readonly StatementRef[]): PolicyTexts {
  const gone = new Set(because.map(({ policy, statement }) => `${policy} #${statement}`))
  const kept = edited(texts, (statements, policy) =>
    statements.filter((_, index) => !gone.has(`${policy} #${index}`)),
  )
  return { ...kept, grants: texts.grants.filter((one) => !gone.has(`grant ${one.grantId} #0`)) }
}
