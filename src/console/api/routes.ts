import type { Route } from './route.ts'
import { access } from './routes/access.ts'
import { accessReasons } from './routes/access-reasons.ts'
import { assumableRoles } from './routes/assumable-roles.ts'
import { applyRecovery } from './routes/apply-recovery.ts'
import { assumeRole } from './routes/assume-role.ts'
import { audit } from './routes/audit.ts'
import { aws } from './routes/aws.ts'
import { changeRegion } from './routes/change-region.ts'
import { diagnoseError } from './routes/diagnose-error.ts'
import { diagnose } from './routes/diagnose.ts'
import { explainFinding } from './routes/explain-finding.ts'
import { history } from './routes/history.ts'
import { labPlay } from './routes/lab-play.ts'
import { labRepair } from './routes/lab-repair.ts'
import { labVerify } from './routes/lab-verify.ts'
import { lab } from './routes/lab.ts'
import { keyWorld } from './routes/key-world.ts'
import { lastAudit } from './routes/last-audit.ts'
import { leaveRole } from './routes/leave-role.ts'
import { planRecovery } from './routes/plan-recovery.ts'
import { readError } from './routes/read-error.ts'
import { session } from './routes/session.ts'
import { signIn } from './routes/sign-in.ts'
import { signOut } from './routes/sign-out.ts'
import { trailTable } from './routes/trail-table.ts'

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
  access,
  accessReasons,
  assumableRoles,
  lab,
  labPlay,
  labRepair,
  labVerify,
  trailTable,
  audit,
  lastAudit,
  keyWorld,
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
