import type { ObjectRow } from '../../../src/services/s3/tables.ts'

/** The row of an object without content. */
export const objectRow: ObjectRow = {
  contentType: 'binary/octet-stream',
  metadata: {},
  size: 0,
  etag: 'd41d8cd98f00b204e9800998ecf8427e',
  lastModified: '2026-11-23T09:30:00.000Z',
  storageClass: 'STANDARD',
  checksum: { algorithm: 'CRC32', value: 'AAAAAA==', type: 'FULL_OBJECT' },
  tags: [],
}
