// The ARNs of what an organization holds. All of it is the management account's.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html

import { arnOf } from '../../../base/arn.ts'
import type { ControlPolicyType, HandshakeRow, OrganizationRow } from '../tables.ts'

type Owner = Pick<OrganizationRow, 'id' | 'managementAccount'>

const owned = ({ id, managementAccount }: Owner, kind: string, name: string): string =>
  arnOf('organizations', '', managementAccount, `${kind}/${id}/${name}`)

export const organizationArn = ({ id, managementAccount }: Owner): string =>
  arnOf('organizations', '', managementAccount, `organization/${id}`)

export const rootArn = (owner: Owner, rootId: string): string => owned(owner, 'root', rootId)
export const unitArn = (owner: Owner, id: string): string => owned(owner, 'ou', id)
export const accountArn = (owner: Owner, id: string): string => owned(owner, 'account', id)

export const policyArn = (owner: Owner, type: ControlPolicyType, id: string): string =>
  owned(owner, 'policy', `${type.toLowerCase()}/${id}`)

/** AWS's own policies are nobody's. */
export const awsPolicyArn = (type: ControlPolicyType, id: string): string =>
  `arn:aws:organizations::aws:policy/${type.toLowerCase()}/${id}`

export const handshakeArn = (handshake: HandshakeRow): string =>
  owned(
    { id: handshake.organizationId, managementAccount: handshake.managementAccount },
    'handshake',
    `invite/${handshake.id}`,
  )
