import type { Json, JsonObject } from '../../../base/json.ts'
import type { ConstrainedAccess, OpenStatement, StatementRef } from '../../../policy/index.ts'
import { gotOf, reasonOf } from '../../evidence/answer.ts'
import type { PrincipalAccess, WhoCan } from '../../who-can/who-can.ts'

/** What `sparekey who-can --json` prints; docs/reference/who-can.md tells every member. */
export function renderWhoCanJson(found: WhoCan): string {
  return JSON.stringify(whoCanJson(found), undefined, 2)
}

function whoCanJson(found: WhoCan): JsonObject {
  const { where, key, actions, policy, principals, complete, context, unseen } = found
  const event = policy?.event
  return {
    version: 1,
    account: where.account,
    region: where.region,
    endpoint: where.endpoint ?? null,
    key: { arn: key.arn, aliases: [...key.aliases], state: gotOf(key.metadata)?.state ?? null },
    actions: [...actions],
    context: Object.fromEntries(
      Object.entries(context).map(([name, value]) => [name, [value].flat()]),
    ),
    keyPolicy: {
      source: policy?.source ?? 'none',
      ...(event ? { eventId: event.eventId, eventTime: event.eventTime } : {}),
      ...(event ? { eventName: event.eventName } : {}),
    },
    complete,
    principals: principals.map(principalJson),
    unseen: unseen.map((one) => ({ permission: one.by, says: reasonOf(one) })),
  }
}

function principalJson({ principal, kind, actions, assumedBy }: PrincipalAccess): JsonObject {
  return {
    principal,
    kind,
    actions: actions.map(accessJson),
    ...(assumedBy === undefined ? {} : { assumedBy: assumersJson(assumedBy) }),
  }
}

function assumersJson(assumers: NonNullable<PrincipalAccess['assumedBy']>): Json {
  return assumers === 'unseen' ? null : assumers.map((one) => ({ ...one }))
}

function accessJson({ action, access, constrained }: ConstrainedAccess): JsonObject {
  return {
    action,
    verdict: access.verdict,
    needsOwnAccount: access.unseen,
    because: access.because.map(statementJson),
    ways: access.ways.map((way) => way.map(openJson)),
    unless: access.unless.map(openJson),
    grants: constrained.map(({ grantId }) => grantId),
  }
}

const statementJson = ({ policy, statement, sid }: StatementRef): JsonObject => ({
  policy,
  statement,
  ...(sid === undefined ? {} : { sid }),
})

const openJson = ({ statement, conditions }: OpenStatement): JsonObject => ({
  ...statementJson(statement),
  conditions: conditions.map(({ operator, key, values }) => ({
    ...{ operator, key },
    values: [...values],
  })),
})
