import { AwsError } from '../errors.ts'
import { parseForm } from '../protocols/form.ts'

/** Parameters by name. S3 has its own sentence for a query that is no query. */
export function parseRestQuery(query: string): ReadonlyMap<string, string> {
  try {
    return parseForm(query)
  } catch (cause) {
    throw new AwsError('InvalidURI', 400, "Couldn't parse the specified URI.", { cause })
  }
}
