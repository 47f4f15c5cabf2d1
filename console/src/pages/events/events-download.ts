import { csvOf, downloadFile } from '../../parts/download.ts'
import { recordOf, textIn, type LookedUpEvent } from './event-record.ts'

/** The header of AWS's file, as far as it is documented. */
const CSV_HEADER = [
  ...['User name', 'AWS access key', 'Event time', 'Event source', 'Event name', 'AWS region'],
  ...['Source IP address', 'User agent', 'Error code', 'Resources', 'Request ID', 'Event ID'],
  'Read-only',
]

export function downloadCsv(events: readonly LookedUpEvent[]): void {
  const rows = events.map((event) => {
    const record = recordOf(event)
    return [
      ...[event.Username ?? '', event.AccessKeyId ?? '', event.EventTime ?? ''],
      ...[event.EventSource ?? '', event.EventName ?? '', textIn(record, 'awsRegion')],
      ...[textIn(record, 'sourceIPAddress'), textIn(record, 'userAgent')],
      textIn(record, 'errorCode'),
      (event.Resources ?? []).map(({ ResourceName = '' }) => ResourceName).join(' '),
      ...[textIn(record, 'requestID'), event.EventId, event.ReadOnly ?? ''],
    ]
  })
  downloadFile('event_history.csv', 'text/csv', csvOf([CSV_HEADER, ...rows]))
}

/** As a log file has them. */
export function downloadJson(events: readonly LookedUpEvent[]): void {
  const text = JSON.stringify({ Records: events.map(recordOf) }, undefined, 2)
  downloadFile('event_history.json', 'application/json', text)
}
