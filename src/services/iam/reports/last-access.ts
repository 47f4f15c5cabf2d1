// When users and roles last called a service, read out of the event history.

import { isJsonObject } from '../../../base/json.ts'
import type { Json } from '../../../base/json.ts'
import { secondMs } from '../../../base/sizes.ts'
import type { StoredEvent } from '../../../store/store.ts'
import type { IamScope } from '../scope.ts'
import type { EntityUse, ServiceUse } from '../tables.ts'
import { grantsService } from './granted-services.ts'
import { recentEvents } from './history.ts'
import type { Reported } from './reported-entities.ts'
import { SERVICE_NAMES } from './service-names.ts'

/** Of every service that the policies grant, in the order of their names. */
export async function lastAccess(
  { entityArns, documents }: Reported,
  { store, account, now }: IamScope,
): Promise<readonly ServiceUse[]> {
  const uses = new Map<string, Use>()
  for await (const event of recentEvents(store, account, now)) {
    const use = useIn(event)
    if (!use || !entityArns.includes(use.entityArn)) continue
    keepNewest(uses, `${use.service} ${use.action} ${use.entityArn}`, use)
  }
  return Object.keys(SERVICE_NAMES)
    .filter((service) => documents.some((document) => grantsService(document, service)))
    .map((service) => serviceUse(service, [...uses.values()]))
}

interface Use extends EntityUse {
  readonly service: string
  readonly action: string
}

function serviceUse(service: string, all: readonly Use[]): ServiceUse {
  const uses = all.filter((use) => use.service === service).toSorted(newestFirst)
  const plain = ({ entityArn, usedAt, region }: Use): EntityUse => ({ entityArn, usedAt, region })
  return {
    service,
    byEntity: firstOfEach(uses, ({ entityArn }) => entityArn).map(plain),
    byAction: firstOfEach(uses, ({ action }) => action).map((use) => ({
      ...plain(use),
      action: use.action,
    })),
  }
}

const newestFirst = (a: Use, b: Use): number => (a.usedAt < b.usedAt ? 1 : -1)

function firstOfEach(uses: readonly Use[], keyOf: (use: Use) => string): readonly Use[] {
  const seen = new Map<string, Use>()
  for (const use of uses) if (!seen.has(keyOf(use))) seen.set(keyOf(use), use)
  return [...seen.values()]
}

function keepNewest(uses: Map<string, Use>, key: string, use: Use): void {
  const known = uses.get(key)
  if (!known || known.usedAt < use.usedAt) uses.set(key, use)
}

function useIn({ record, region, timeSeconds, attributes }: StoredEvent): Use | undefined {
  const entityArn = entityIn(JSON.parse(record))
  if (entityArn === undefined) return undefined
  const attribute = (wanted: string) => attributes.find(([name]) => name === wanted)?.[1] ?? ''
  return {
    entityArn,
    service: attribute('EventSource').replace(/\.amazonaws\.com$/, ''),
    action: attribute('EventName'),
    usedAt: new Date(timeSeconds * secondMs).toISOString(),
    region,
  }
}

/** The user that called, or the role whose session did. */
function entityIn(record: Json): string | undefined {
  const identity = member(record, 'userIdentity')
  const issuer = member(member(identity, 'sessionContext'), 'sessionIssuer')
  const arn = member(issuer, 'arn') ?? member(identity, 'arn')
  return typeof arn === 'string' ? arn : undefined
}

const member = (value: Json | undefined, name: string): Json | undefined =>
  isJsonObject(value) ? value[name] : undefined
