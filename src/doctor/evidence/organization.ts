// The organization's guardrails: service control policies over the account of who asks, resource
// control policies over the account of the key. Readable from the management account, and from
// the account of a delegated administrator; anywhere else the second question is refused, and no
// third is asked.

import type { OrganizationsClient, PolicyType } from '@aws-sdk/client-organizations'
import { clientOf, type Connection } from '../connection.ts'
import { ask, gotOf, isGot, type Answer } from './answer.ts'

export interface ControlPolicy {
  /** `p-…`. */
  readonly id: string
  readonly arn: string
  /** As people call it. */
  readonly name: string
  readonly text: string
}

/** What is attached to one root, organizational unit or account. */
export interface ControlLevel {
  /** `r-…`, `ou-…`, or the account id. */
  readonly target: string
  readonly policies: readonly ControlPolicy[]
}

export interface Membership {
  /** `o-…`. */
  readonly id: string
  readonly managementAccount: string
}

export interface OrganizationEvidence {
  /** Got undefined: the caller's account is in none. */
  readonly membership: Answer<Membership | undefined>
  /** From the root down. Got and empty: none has a say. */
  readonly serviceControl: Answer<readonly ControlLevel[]>
  readonly resourceControl: Answer<readonly ControlLevel[]>
  /** The path to the account of who asks: `o-…/r-…/ou-…/`. */
  readonly path: string | undefined
}

export interface Governed {
  /** Of who asks; undefined for a service, which no SCP binds. */
  readonly subjectAccount: string | undefined
  readonly keyAccount: string | undefined
}

const NONE: Answer<readonly ControlLevel[]> = { got: [] }

export async function askOrganization(
  connection: Connection,
  { subjectAccount, keyAccount }: Governed,
): Promise<OrganizationEvidence> {
  const { OrganizationsClient } = await import('@aws-sdk/client-organizations')
  const reader = new GuardrailReader(clientOf(connection, OrganizationsClient))
  const membership = await reader.membership()
  const nothing = { membership, serviceControl: NONE, resourceControl: NONE, path: undefined }
  if (!isGot(membership)) {
    const unseen = membership
    return { ...nothing, serviceControl: unseen, resourceControl: unseen }
  }
  if (membership.got === undefined) return nothing
  const { id, managementAccount } = membership.got
  // Neither kind of policy reaches the management account.
  const binds = (account: string | undefined): account is string =>
    account !== undefined && account !== managementAccount
  const [serviceControl, resourceControl] = await Promise.all([
    binds(subjectAccount) ? reader.levels(subjectAccount, 'SERVICE_CONTROL_POLICY') : NONE,
    binds(keyAccount) ? reader.levels(keyAccount, 'RESOURCE_CONTROL_POLICY') : NONE,
  ])
  const chain = gotOf(serviceControl)?.slice(0, -1)
  const path = chain?.length
    ? `${[id, ...chain.map(({ target }) => target)].join('/')}/`
    : undefined
  return { membership, serviceControl: orNone(serviceControl), resourceControl, path }
}

/** Where the policy type is enabled, every level has one: without any, it is not enabled. */
function orNone(answer: Answer<readonly ControlLevel[]>): Answer<readonly ControlLevel[]> {
  return gotOf(answer)?.every(({ policies }) => policies.length === 0) ? NONE : answer
}

/** The one policy that AWS's sentence names. */
export async function askNamedControlPolicy(
  connection: Connection,
  policyArn: string,
): Promise<Answer<ControlPolicy>> {
  const { OrganizationsClient } = await import('@aws-sdk/client-organizations')
  const id = policyArn.slice(policyArn.lastIndexOf('/') + 1)
  return new GuardrailReader(clientOf(connection, OrganizationsClient)).policy(id)
}

/** An organization has five levels of units at most. */
const levelsMax = 8

/** Asks nothing twice: accounts share their units, and units their policies. */
class GuardrailReader {
  readonly #client: OrganizationsClient
  readonly #policies = new Map<string, Promise<Answer<ControlPolicy>>>()
  readonly #chains = new Map<string, Promise<Answer<readonly string[]>>>()

  constructor(client: OrganizationsClient) {
    this.#client = client
  }

  membership(): Promise<Answer<Membership | undefined>> {
    return ask('organizations:DescribeOrganization', async () => {
      const { DescribeOrganizationCommand } = await import('@aws-sdk/client-organizations')
      try {
        const { Organization } = await this.#client.send(new DescribeOrganizationCommand({}))
        const { Id: id = '', MasterAccountId: managementAccount = '' } = Organization ?? {}
        return { id, managementAccount }
      } catch (thrown) {
        if (isOutside(thrown)) return undefined
        throw thrown
      }
    })
  }

  async levels(account: string, type: PolicyType): Promise<Answer<readonly ControlLevel[]>> {
    const chain = await this.#chainOf(account)
    if (!isGot(chain)) return chain
    const levels = await Promise.all(chain.got.map((target) => this.#level(target, type)))
    const unseen = levels.find((level) => !isGot(level))
    if (unseen !== undefined && !isGot(unseen)) return unseen
    return { got: levels.flatMap((level) => gotOf(level) ?? []) }
  }

  policy(id: string): Promise<Answer<ControlPolicy>> {
    const known = this.#policies.get(id)
    if (known !== undefined) return known
    const asked = this.#askPolicy(id)
    this.#policies.set(id, asked)
    return asked
  }

  #chainOf(account: string): Promise<Answer<readonly string[]>> {
    const known = this.#chains.get(account)
    if (known !== undefined) return known
    const asked = this.#askChain(account)
    this.#chains.set(account, asked)
    return asked
  }

  /** From the root down to the account itself. */
  #askChain(account: string): Promise<Answer<readonly string[]>> {
    return ask('organizations:ListParents', async () => {
      const { ListParentsCommand } = await import('@aws-sdk/client-organizations')
      const chain = [account]
      for (let child = account; chain.length < levelsMax;) {
        const { Parents } = await this.#client.send(new ListParentsCommand({ ChildId: child }))
        const { Id: parent, Type: type } = Parents?.[0] ?? {}
        if (parent === undefined) break
        chain.unshift(parent)
        if (type === 'ROOT') break
        child = parent
      }
      return chain
    })
  }

  async #level(target: string, type: PolicyType): Promise<Answer<ControlLevel>> {
    const { paginateListPoliciesForTarget } = await import('@aws-sdk/client-organizations')
    const ids = await ask('organizations:ListPoliciesForTarget', async () => {
      const found: string[] = []
      const input = { TargetId: target, Filter: type }
      const pages = paginateListPoliciesForTarget({ client: this.#client }, input)
      for await (const { Policies = [] } of pages) found.push(...Policies.map(({ Id = '' }) => Id))
      return found
    })
    if (!isGot(ids)) return ids
    const policies = await Promise.all(ids.got.map((id) => this.policy(id)))
    const unseen = policies.find((policy) => !isGot(policy))
    if (unseen !== undefined && !isGot(unseen)) return unseen
    return { got: { target, policies: policies.flatMap((policy) => gotOf(policy) ?? []) } }
  }

  #askPolicy(id: string): Promise<Answer<ControlPolicy>> {
    return ask('organizations:DescribePolicy', async () => {
      const { DescribePolicyCommand } = await import('@aws-sdk/client-organizations')
      const { Policy } = await this.#client.send(new DescribePolicyCommand({ PolicyId: id }))
      const { Arn: arn = '', Name: name = id } = Policy?.PolicySummary ?? {}
      return { id, arn, name, text: Policy?.Content ?? '' }
    })
  }
}

/** AWS's way to say that the account is in no organization. */
const isOutside = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.name === 'AWSOrganizationsNotInUseException'
