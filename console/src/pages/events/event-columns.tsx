import Link from '@cloudscape-design/components/link'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { TableProps } from '@cloudscape-design/components/table'
import { linkTo } from '../../routes/location.ts'
import type { Words } from '../../words/words.ts'
import { timeText } from '../../parts/time-text.ts'
import { recordOf, textIn, type LookedUpEvent } from './event-record.ts'

/** Those of AWS's console, in its order; the first six are shown at first. */
export const COLUMNS = [
  ...['name', 'time', 'user', 'source', 'resourceType', 'resourceName'],
  ...['accessKey', 'region', 'errorCode', 'id', 'readOnly', 'requestId', 'sourceIp', 'userAgent'],
] as const
export type Column = keyof Words['events']['columns']

/** In pixels: an error code, a time and an ARN are not cut off at first sight. */
const WIDTHS: Readonly<Partial<Record<Column, number>>> = {
  name: 290,
  time: 230,
  source: 210,
  resourceName: 340,
  id: 300,
  requestId: 300,
  userAgent: 400,
}

export function eventColumns({
  events: { columns },
}: Words): readonly TableProps.ColumnDefinition<LookedUpEvent>[] {
  const ofRecord = (member: string) => (event: LookedUpEvent) => textIn(recordOf(event), member)
  const cells: Readonly<Record<Column, (event: LookedUpEvent) => React.ReactNode>> = {
    name: (event) => <EventName event={event} />,
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
    width: WIDTHS[id as Column] ?? 170,
    ...(id === 'name' && { isRowHeader: true }),
  }))
}

/** What failed says so at once, without a column of its own. */
function EventName({ event }: { readonly event: LookedUpEvent }) {
  const { EventId, EventName: name } = event
  const errorCode = textIn(recordOf(event), 'errorCode')
  return (
    <>
      <Link href={linkTo(['events', EventId])}>{name ?? EventId}</Link>
      {errorCode && (
        <div>
          <StatusIndicator type="error">{errorCode}</StatusIndicator>
        </div>
      )}
    </>
  )
}

function firstOf(names: readonly (string | undefined)[]): string {
  const [first = '-', ...more] = names
  return more.length === 0 ? first : `${first} (+${more.length})`
}
