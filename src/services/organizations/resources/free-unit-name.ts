import { duplicateUnit } from '../errors.ts'
import type { Organization } from './organization.ts'

/** Names tell apart only what lies below one parent. */
export function requireFreeName(organization: Organization, parentId: string, name: string): void {
  if (organization.unitsBelow(parentId).some(({ value }) => value.name === name)) {
    throw duplicateUnit()
  }
}
