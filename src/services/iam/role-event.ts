// What an event says of a role that was made or changed.

import { eventParameters } from '../../aws/event-parameters.ts'
import { urlEncoded } from '../../aws/protocols/query.ts'
import { isJsonObject } from '../../base/json.ts'
import type { EventDetails } from '../operation.ts'
import { model } from './model.ts'
import type { Role } from './model.ts'

/**
 * The trust policy as it was answered, URL-encoded; the request's stands in the event as it was
 * sent. So in CloudTrail's own example of CreateRole, and in records of 2019 and 2023.
 */
export function roleEvent(role: Role): EventDetails {
  const { AssumeRolePolicyDocument: trustPolicy = '' } = role
  const answered = { Role: { ...role, AssumeRolePolicyDocument: urlEncoded(trustPolicy) } }
  const elements = eventParameters(model, 'CreateRoleResponse', answered)
  return { responseElements: isJsonObject(elements) ? elements : null }
}
