// Where a query's result is to lie, and how.

import type { StatementType } from '../../../sql/statement-type.ts'
import { InvalidRequestException } from '../errors.ts'
import type { ResultConfiguration } from '../model.ts'
import type { WorkGroupRow } from '../tables.ts'

/** The parts of `s3://bucket/prefix`. The prefix has no slash at its ends. */
export interface S3Location {
  readonly bucket: string
  readonly key: string
}

const LOCATION = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s

export function parseS3Location(text: string): S3Location | undefined {
  const match = LOCATION.exec(text)
  if (!match) return undefined
  const [, bucket = '', key = ''] = match
  return { bucket, key: key.replace(/\/+$/, '') }
}

/** Throws for what the model lets pass and Athena, or what is here, does not. */
export function requireResultConfiguration(configuration: ResultConfiguration): void {
  const { OutputLocation: location, EncryptionConfiguration: encryption } = configuration
  if (location !== undefined && !parseS3Location(location)) {
    // Measured 2026-09 (aoyagikouhei/athena-local).
    throw InvalidRequestException('outputLocation is not a valid S3 path.')
  }
  // These two sentences are ours.
  if (encryption?.EncryptionOption === 'CSE_KMS') {
    throw InvalidRequestException('Sparekey does not encrypt results on the client side')
  }
  if (encryption?.EncryptionOption === 'SSE_KMS' && encryption.KmsKey === undefined) {
    throw InvalidRequestException('KmsKey is required when EncryptionOption is SSE_KMS.')
  }
}

/** The settings that hold for a query: the workgroup's own, if it enforces them. */
export function effectiveConfiguration(
  { configuration }: WorkGroupRow,
  given: ResultConfiguration = {},
): ResultConfiguration & { readonly OutputLocation: string } {
  const { ResultConfiguration: ofGroup = {}, EnforceWorkGroupConfiguration: enforced } =
    configuration
  const settings = enforced ? ofGroup : { ...ofGroup, ...given }
  requireResultConfiguration(settings)
  const { OutputLocation: location } = settings
  if (location === undefined) throw noOutputLocation()
  return { ...settings, OutputLocation: location }
}

/** Measured 2026-09-14 (aoyagikouhei/athena-local), with the two spaces. */
const noOutputLocation = () =>
  InvalidRequestException(
    'No output location provided. You did not provide an output location for  your query ' +
      'results. Either specify an S3 bucket location or enable Athena managed query results in ' +
      'your workgroup settings.',
  )

/**
 * The object that holds the result, or stands for it where a statement has none of its own: its
 * name tells clients what it is. Measured 2026-09-16 (aoyagikouhei/athena-local).
 */
export function resultLocation(folder: string, id: string, { subtype }: StatementType): string {
  const base = folder.replace(/\/+$/, '')
  switch (subtype) {
    case 'SELECT':
    case 'EXECUTE':
      return `${base}/${id}.csv`
    case 'INSERT':
    case 'UNLOAD':
      return `${base}/${id}`
    case 'CREATE_TABLE_AS_SELECT':
      return `${base}/tables/${id}`
    default:
      return `${base}/${id}.txt`
  }
}
