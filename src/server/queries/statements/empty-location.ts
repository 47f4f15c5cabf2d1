import { storedObjects } from '../../../services/s3/api.ts'
import { SqlError } from '../../../sql/sql-error.ts'
import type { QueryScope } from '../query-scope.ts'
import { requireListable } from '../sources/requirements.ts'
import { requireS3Location } from '../sources/s3-location.ts'

/** New data is put where there is none. Returns the location with a slash at its end. */
export function requireEmptyLocation(scope: QueryScope, text: string): string {
  const location = text.endsWith('/') ? text : `${text}/`
  const place = requireS3Location(location)
  requireListable(scope, place)
  const [first] = storedObjects(scope.house.store, place.bucket, place.prefix)
  if (!first) return location
  throw new SqlError('HIVE_PATH_ALREADY_EXISTS', `Target directory already exists: ${location}`)
}
