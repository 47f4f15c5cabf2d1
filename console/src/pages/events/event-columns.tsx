import Link from '@cloudscape-design/components/link'
import type { TableProps } from '@cloudscape-design/components/table'
import { linkTo } from '../../routes/location.ts'
import type { Words } from '../../words/words.ts'
import { recordOf, textIn, type LookedUpEvent } from './event-record.ts'

/** Those of AWS's console, in its order; the first six are shown at first. */
export const COLUMNS = [
  ...['name', 'time', 'user', 'source', 'resourceType', 'resourceName'],
  ...['accessKey', 'region', 'errorCode', 'id', 'readOnly', 'requestId', 'sourceIp', 'userAgent'],
] as const
export type Column = keyof Words['events']['columns']

export function eventColumns({
  events: { columns },
}: Words): readonly TableProps.ColumnDefinition<LookedUpEvent>[] {
  const ofRecord = (member: string) => (event: LookedUpEvent) => textIn(recordOf(event), member)
  const cells: Readonly<Record<Column, (event: LookedUpEvent) => React.ReactNode>> = {
    name: ({ EventId, EventName }) => (
      <Link href={linkTo(['events', EventId])}>{EventName ?? EventId}</Link>
    ),
    time: ({ EventTime }) => timeText(EventTime),
    user: ({ Username }) => Username ?? '-',
    source: ({ EventSource }) => EventSource ?? '-',
    resourceType: ({ Resources = [] }) => firstOf(Resources.map((one) => one.ResourceType)),
    resourceName: ({ Resources = [] }) => firstOf(Resources.map((one) => one.ResourceName)),
    accessKey: ({ AccessKeyId }) => AccessKeyId ?? '-',
    region: ofRecord('awsRegion'),
    errorCode: ofRecord('errorCode'),
    id: ({ EventId }) => EventId,
    readOnly: ({ ReadOnly }) => ReadOnly ?? '-',
    requestId: ofRecord('requestID'),
    sourceIp: ofRecord('sourceIPAddress'),
    userAgent: ofRecord('userAgent'),
  }
  return COLUMNS.map((id) => ({
    id,
    header: columns[id as Column],
    cell: cells[id as Column],
    ...(id === 'name' && { isRowHeader: true }),
  }))
}

/** In the browser's own zone, with its offset. */
export function timeText(iso: string | undefined): string {
  if (iso === undefined) return '-'
  return new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'long',
  }).format(new Date(iso))
}

function firstOf(names: readonly (string | undefined)[]): string {
  const [first = '-', ...more] = names
  return more.length === 0 ? first : `${first} (+${more.length})`
}
