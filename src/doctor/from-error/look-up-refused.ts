// A refused key policy is in the event of its refusal: that one is looked for in the event history.

import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { parseJson } from '../../base/json.ts'
import type { Connection } from '../connection.ts'
import { ask, gotOf } from '../evidence/answer.ts'
import { isSameIdentity } from '../evidence/entity.ts'
import { readEvents } from './read-event.ts'
import type { ReadError, Reading } from './read-error.ts'

/** The newest that fits what the text tells. One page: it has only just happened. */
export async function lookUpRefused(
  { cloudtrail }: Connection,
  error: ReadError,
  { principal = error.principal, key }: { readonly principal?: string; readonly key?: string },
): Promise<Reading | undefined> {
  const resource = key ?? error.resource
  const names = resource === undefined ? ['CreateKey', 'PutKeyPolicy'] : ['PutKeyPolicy']
  const answers = await Promise.all(
    names.map((name) =>
      ask('cloudtrail:LookupEvents', () =>
        cloudtrail.send(
          new LookupEventsCommand({
            LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
          }),
        ),
      ),
    ),
  )
  const events = answers.flatMap((answer) => gotOf(answer)?.Events ?? [])
  const newestFirst = events.toSorted((one, other) => timeOf(other) - timeOf(one))
  return newestFirst
    .flatMap(({ CloudTrailEvent = '' }) => readEvents(parseJson(CloudTrailEvent) ?? null) ?? [])
    .find((found) => fits(found, error, { principal, resource }))
}

const timeOf = ({ EventTime }: { readonly EventTime?: Date | undefined }): number =>
  EventTime?.getTime() ?? 0

function fits(
  found: Reading,
  { says, action }: ReadError,
  { principal, resource }: Record<'principal' | 'resource', string | undefined>,
): boolean {
  if (found.says !== says || found.policy === undefined) return false
  if (principal !== undefined && !isSameIdentity(principal, found.principal ?? '')) return false
  if (resource === undefined) return action === undefined || found.action === action
  const id = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
  return id(found.resource ?? '') === id(resource)
}
