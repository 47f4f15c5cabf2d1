import type { Route } from './route.ts'
import { applyRecovery } from './routes/apply-recovery.ts'
import { assumeRole } from './routes/assume-role.ts'
import { aws } from './routes/aws.ts'
import { changeRegion } from './routes/change-region.ts'
import { diagnoseError } from './routes/diagnose-error.ts'
import { diagnose } from './routes/diagnose.ts'
import { explainFinding } from './routes/explain-finding.ts'
import { history } from './routes/history.ts'
import { leaveRole } from './routes/leave-role.ts'
import { planRecovery } from './routes/plan-recovery.ts'
import { readError } from './routes/read-error.ts'
import { session } from './routes/session.ts'
import { signIn } from './routes/sign-in.ts'
import { signOut } from './routes/sign-out.ts'

/** All that a page can ask. */
const all: readonly Route[] = [
  session,
  signIn,
  signOut,
  assumeRole,
  leaveRole,
  changeRegion,
  aws,
  history,
  diagnose,
  diagnoseError,
  readError,
  explainFinding,
  planRecovery,
  applyRecovery,
]

/** By the path of the URL. */
export const routes: ReadonlyMap<string, Route> = new Map(
  all.map((route) => [`/api/${route.name}`, route]),
)
