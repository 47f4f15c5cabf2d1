import { deletedRole } from './deleted-role.ts'
import { explicitDeny } from './explicit-deny.ts'
import { lockout } from './lockout.ts'
import { missingPermission } from './missing-permission.ts'
import { narrowedCondition } from './narrowed-condition.ts'
import type { Story } from './story.ts'

/** All rehearsals; the article's first. */
export const STORIES: readonly Story[] = [
  lockout,
  missingPermission,
  narrowedCondition,
  explicitDeny,
  deletedRole,
]
