import type { Json } from '../../base/json.ts'
import { isJsonObject } from '../../base/json.ts'
import type { TrailEvent } from './trail-event.ts'

interface NamedResource {
  readonly type: string | undefined
  readonly arn: string
}

/** What the record says the call concerned; a list of objects names the ARN's beginning. */
export function resourcesOf({ fields }: TrailEvent): readonly NamedResource[] {
  const { resources } = fields
  if (!Array.isArray(resources)) return []
  return resources.filter(isJsonObject).flatMap((resource) => {
    const arn = textOf(resource['ARN'] ?? resource['ARNPrefix'])
    return arn === undefined ? [] : [{ type: textOf(resource['type']), arn }]
  })
}

/** A field by its path, such as `userIdentity.arn`, as text; undefined: the event has none. */
export function fieldOf({ fields }: TrailEvent, path: string): string | undefined {
  let value: Json | undefined = fields
  for (const name of path.split('.')) {
    value = isJsonObject(value) ? value[name] : undefined
  }
  return textOf(value)
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined
}
