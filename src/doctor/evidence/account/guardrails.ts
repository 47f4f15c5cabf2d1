// The organization's guardrails as the engine takes them: SCPs over who asks, RCPs over the key.

import { parseJson } from '../../../base/json.ts'
import type { NamedPolicy, WorldContext } from '../../../policy/index.ts'
import type { Connection } from '../../connection.ts'
import { named } from '../../examine.ts'
import { gotOf, isUnseen, type Answer, type Failed, type Refused } from '../answer.ts'
import {
  askOrganization,
  type ControlLevel,
  type ControlPolicy,
  type Governed,
  type OrganizationEvidence,
} from '../organization.ts'

export interface Guardrails {
  /** From the root down; empty: none has a say, or none could be seen. */
  readonly serviceControl: readonly (readonly NamedPolicy[])[]
  readonly resourceControl: readonly (readonly NamedPolicy[])[]
  /** What every request from the account carries because of its organization. */
  readonly context: WorldContext
  /** They can only take away: whoever was found may still be stopped by what is in here. */
  readonly unseen: readonly (Refused | Failed)[]
}

export async function askGuardrails(
  connection: Connection,
  governed: Governed,
): Promise<Guardrails> {
  const organization = await askOrganization(connection, governed)
  const { serviceControl, resourceControl } = organization
  const unseen = [serviceControl, resourceControl].filter((answer) => isUnseen(answer))
  return {
    serviceControl: policiesOf(serviceControl),
    resourceControl: policiesOf(resourceControl),
    context: contextOf(organization),
    unseen: [...new Map(unseen.map((one) => [one.by, one])).values()],
  }
}

const policiesOf = (levels: Answer<readonly ControlLevel[]>) =>
  (gotOf(levels) ?? []).map(({ policies }) => policies.map(controlPolicy))

function contextOf({ membership, path }: OrganizationEvidence): WorldContext {
  const id = gotOf(membership)?.id
  if (id === undefined) return {}
  return {
    'aws:PrincipalOrgID': id,
    ...(path === undefined ? {} : { 'aws:PrincipalOrgPaths': [path] }),
  }
}

export const controlPolicy = (policy: ControlPolicy): NamedPolicy =>
  named(controlName(policy), parseJson(policy.text) ?? null)

/** People know the name, commands take the id. */
export const controlName = ({ name, id }: ControlPolicy): string => `${name} (${id})`
