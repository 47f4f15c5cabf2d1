// One key policy, before it is applied.

import { accountRootArn, arnOf, parseArn } from '../../base/arn.ts'
import { parseAccountId } from '../../base/account-id.ts'
import type { JsonObject } from '../../base/json.ts'
import { KiB } from '../../base/sizes.ts'
import {
  lint,
  lintText,
  readPolicyJson,
  whoCan,
  type LintFinding,
  type LintOptions,
  type Severity,
} from '../../policy/index.ts'
import { accessChanges, type AccessChange } from '../access-change.ts'
import type { DeclaredKeyPolicy } from '../declared/declared-key-policy.ts'
import { hasUnknown, knownPartOf, mayBecome, shown } from '../declared/unknown.ts'
import { named, statementsOf } from '../examine.ts'
import {
  accountNamedIn,
  identityArnOf,
  principalsNamedBy,
  principalsNamedIn,
  shortNameIn,
} from '../principals.ts'
import { checkWordsFor, type CheckWords } from '../report/check/words/words.ts'
import type { Language } from '../report/words/words.ts'
import { fill } from '../report/words/words.ts'
import { boundedPolicy } from './bounds.ts'
import { CHECK_SEVERITIES, type CheckFinding, type CheckId } from './check-finding.ts'
import type { CheckedPolicy } from './checked-policy.ts'
import type { Deployer } from './deployer.ts'
import { lockoutVerdict, type LockoutVerdict } from './lockout.ts'

/** The policy in force, and who told it. */
export interface InForce {
  readonly policy: JsonObject
  readonly from: NonNullable<CheckedPolicy['against']>
}

/** What is known beside the file. */
export interface Surroundings {
  readonly lang: Language
  readonly deployer: Deployer | undefined
  readonly inForce: InForce | undefined
  /** ARNs that the policy names and IAM does not have; undefined: nobody was asked. */
  readonly gone: readonly string[] | undefined
}

/** A key policy has at most so many bytes. */
const keyPolicyBytesMax = 32 * KiB
/** KMS takes tab, line feed, carriage return and Latin-1. */
const FORBIDDEN = /[^\t\n\r\u0020-\u00ff]/u
const EXAMPLE_KEY = '1234abcd-12ab-34cd-56ef-1234567890ab'

export function checkPolicy(
  declared: DeclaredKeyPolicy,
  surroundings: Surroundings,
): CheckedPolicy {
  const checker = new PolicyChecker(declared, surroundings)
  const { source, file, position, address, key, isDefault, unknowns } = declared
  const lockout = checker.lockout()
  return {
    source,
    file,
    line: position.line,
    ...(address === undefined ? {} : { address }),
    ...(key === undefined ? {} : { key }),
    isDefault,
    ...checker.account(),
    ...checker.access(),
    lockout: saidOf(lockout, declared),
    findings: checker.findings(lockout).toSorted(worstFirst),
    unknowns,
  }
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note']

function worstFirst(one: CheckFinding, other: CheckFinding): number {
  const rank = ({ severity }: CheckFinding): number => SEVERITIES.indexOf(severity)
  return rank(one) - rank(other) || one.line - other.line
}

function saidOf(
  lockout: LockoutVerdict | undefined,
  { bypass }: DeclaredKeyPolicy,
): CheckedPolicy['lockout'] {
  if (lockout === undefined) return 'notChecked'
  return lockout.says === 'refused' && bypass ? 'bypassed' : lockout.says
}

class PolicyChecker {
  readonly #declared: DeclaredKeyPolicy
  readonly #around: Surroundings
  readonly #words: CheckWords
  readonly #keyArn: string
  /** Of the key; undefined when neither the file nor the deployer tells it. */
  readonly #account: string | undefined

  constructor(declared: DeclaredKeyPolicy, around: Surroundings) {
    this.#declared = declared
    this.#around = around
    this.#words = checkWordsFor(around.lang)
    const own = declared.key === undefined ? undefined : parseArn(declared.key)
    const inForce = around.inForce && accountNamedIn([around.inForce.policy])
    this.#account = own?.account ?? declared.account ?? around.deployer?.account ?? inForce
    const { region = 'us-east-1' } = declared
    const account = this.#account ?? '111122223333'
    const keyId = own ? undefined : (declared.key ?? EXAMPLE_KEY)
    this.#keyArn = own ? (declared.key ?? '') : arnOf('kms', region, account, `key/${keyId}`)
  }

  findings(lockout: LockoutVerdict | undefined): readonly CheckFinding[] {
    const found = [
      ...this.#faults(),
      ...this.#lint(),
      ...this.#unmanageable(),
      ...this.#gone(),
      ...this.#lockout(lockout),
      ...this.#putDenied(),
      ...this.#unknowns(),
    ]
    return found.map((one) => ({ ...one, says: shown(one.says) }))
  }

  lockout(): LockoutVerdict | undefined {
    const { deployer } = this.#around
    if (deployer === undefined || !this.#isSound()) return undefined
    const { policy, maybe } = this.#declared
    if (policy === undefined) return { says: 'unknown', because: 'values' }
    return lockoutVerdict({ policy, maybe, keyArn: this.#keyArn }, deployer)
  }

  account(): Pick<CheckedPolicy, 'account'> {
    return this.#account === undefined ? {} : { account: this.#account }
  }

  access(): Pick<CheckedPolicy, 'access' | 'against'> {
    const { inForce } = this.#around
    const { policy } = this.#declared
    if (inForce === undefined || policy === undefined || !this.#isSound()) return {}
    // Statements of which nothing is known give nothing to anybody that could be told.
    const known = { ...policy, Statement: statementsOf(policy) }
    const access = accessChanges(this.#keyArn, inForce.policy, known).map(
      (change): AccessChange => ({ ...change, principal: shown(change.principal) }),
    )
    return { access, against: inForce.from }
  }

  #isSound(): boolean {
    return this.#declared.problems.length === 0
  }

  #finding(id: CheckId, facts: Readonly<Record<string, string>>, at: Place = {}): CheckFinding {
    const { says, instead } = this.#words.findings[id]
    const { line, column } = this.#declared.position
    return {
      id,
      severity: CHECK_SEVERITIES[id],
      says: fill(says, facts),
      ...(instead === undefined ? {} : { instead: shown(fill(instead, facts)) }),
      line,
      column,
      ...at,
    }
  }

  /** What KMS refuses without asking who sends it. */
  #faults(): readonly CheckFinding[] {
    const { problems, bytes, policy } = this.#declared
    const faults = problems
      // The linter says these two, with what to write instead.
      .filter(
        ({ kind, place }) => !(kind === 'missingElement' && /\.(Action|Resource)$/.test(place)),
      )
      .map(({ says, line, column }) =>
        this.#finding(
          'policy/malformed',
          { says },
          {
            ...(line === undefined ? {} : { line }),
            ...(column === undefined ? {} : { column }),
          },
        ),
      )
    const [character] = FORBIDDEN.exec(knownPartOf(JSON.stringify(policy ?? {}))) ?? []
    const forbidden = character === undefined ? [] : [this.#forbidden(character)]
    if (bytes <= keyPolicyBytesMax) return [...faults, ...forbidden]
    const facts = { bytes: String(bytes), max: String(keyPolicyBytesMax) }
    return [...faults, ...forbidden, this.#finding('policy/too-large', facts)]
  }

  #forbidden(character: string): CheckFinding {
    return this.#finding('policy/malformed', { says: fill(this.#words.character, { character }) })
  }

  #lintOptions(): LintOptions {
    const { key } = this.#declared
    return {
      kind: 'keyPolicy',
      ...(this.#account === undefined ? {} : { account: this.#account }),
      ...(key !== undefined && parseArn(key) ? { key } : {}),
    }
  }

  /** What rests on an unknown value is no finding. */
  #lint(): readonly CheckFinding[] {
    const { document } = this.#declared
    if (document === undefined) return []
    const sure = this.#sureOfDocument()
    return lint(document, this.#lintOptions())
      .filter(({ id }) => !(id in OF_DOCUMENT) || sure.has(id))
      .filter(({ facts }) => !Object.values(facts).some(hasUnknown))
      .map((finding) => this.#linted(finding))
  }

  /** What is said of the document as a whole even if the unknown values are the best there are. */
  #sureOfDocument(): ReadonlySet<string> {
    const read = readPolicyJson(this.#best())
    if ('problems' in read) return new Set()
    return new Set(lint(read.document, this.#lintOptions()).map(({ id }) => id))
  }

  #best(): JsonObject {
    const { policy = {}, maybe } = this.#declared
    const candidates = [accountRootArn(this.#account ?? '111122223333')]
    const bound = 'allowsAllItMay'
    return boundedPolicy(policy, { bound, candidates, standIns: true, maybe })
  }

  #linted(finding: LintFinding): CheckFinding {
    const { id, severity, statement, sid, line, column } = finding
    const place = {
      line: line ?? this.#declared.position.line,
      ...(column === undefined ? {} : { column }),
      ...(statement === undefined ? {} : { statement }),
      ...(sid === undefined ? {} : { sid: shown(sid) }),
    }
    const { inForce } = this.#around
    if (id === 'delegation/missing' && inForce !== undefined && this.#delegated(inForce.policy)) {
      const facts = { account: this.#account ?? '' }
      return this.#finding('key-policy/no-account-statement', facts)
    }
    const { says, instead } = lintText(this.#named(finding), this.#around.lang)
    return { id, severity, says, instead, ...place }
  }

  /** The linter writes an example's account where none is known. */
  #named(finding: LintFinding): LintFinding {
    const isNamed = this.#account !== undefined || finding.facts.account === undefined
    return isNamed ? finding : { ...finding, facts: { ...finding.facts, account: 'ACCOUNT' } }
  }

  #delegated(policy: JsonObject): boolean {
    const read = readPolicyJson(policy)
    if ('problems' in read) return false
    return !lint(read.document, this.#lintOptions()).some(({ id }) => id === 'delegation/missing')
  }

  /** Nobody of the account who exists could put the next policy. */
  #unmanageable(): readonly CheckFinding[] {
    const { policy } = this.#declared
    const account = parseAccountId(this.#account ?? '')
    if (account === undefined || policy === undefined || !this.#isSound()) return []
    const best = this.#best()
    const gone = this.#around.gone ?? []
    const names = principalsNamedIn(best).filter((name) => !gone.includes(name))
    const own = [...new Set(names.map(identityArnOf))].filter((name) => {
      return parseArn(name)?.account === account && !name.endsWith(':root')
    })
    const identities = own.map((arn) => ({ arn, policies: [] }))
    const world = {
      key: { arn: this.#keyArn, account, policy: named('key policy', best) },
      accounts: [
        {
          id: account,
          users: identities.filter(({ arn }) => arn.includes(':user/')),
          roles: identities.filter(({ arn }) => !arn.includes(':user/')),
        },
      ],
    }
    const administrators = whoCan('kms:PutKeyPolicy', world).filter(({ unseen }) => !unseen)
    return administrators.length > 0 ? [] : [this.#finding('key-policy/unmanageable', { account })]
  }

  /** KMS refuses a policy that names a user or role which is not there. */
  #gone(): readonly CheckFinding[] {
    const { policy, document, makes } = this.#declared
    const gone = (this.#around.gone ?? []).filter(
      (arn) => !makes.some((made) => mayBecome(made, arn)),
    )
    const statements = Array.isArray(policy?.Statement) ? policy.Statement : [policy?.Statement]
    return gone.map((principal) => {
      const index = statements.findIndex(
        (one) =>
          one !== undefined &&
          statementsOf({ Statement: one }).some((statement) =>
            principalsNamedBy(statement).includes(principal),
          ),
      )
      const place = document?.positions?.startOf(index, ['Principal', 'AWS'])
      return this.#finding(
        'key-policy/principal-invalid',
        { principal },
        { ...place, ...(index < 0 ? {} : { statement: index }) },
      )
    })
  }

  #lockout(verdict: LockoutVerdict | undefined): readonly CheckFinding[] {
    const { deployer } = this.#around
    if (verdict === undefined || deployer === undefined || verdict.says === 'passes') return []
    const account = this.#account ?? ''
    const facts = { deployer: shortNameIn(account, deployer.identityArn), account }
    if (verdict.says === 'unknown') {
      const because = this.#words.because[verdict.because]
      return [this.#finding('lockout/known-when-applied', { ...facts, because })]
    }
    const id = verdict.covers ? 'lockout/caller-iam-missing' : 'lockout/caller-not-covered'
    const found = this.#finding(id, facts)
    if (!this.#declared.bypass) return [found]
    const says = `${found.says}; ${this.#words.bypassed}`
    return [{ ...found, says, severity: 'warning' }]
  }

  /** Whoever may not put the policy now is refused before the new one is looked at. */
  #putDenied(): readonly CheckFinding[] {
    const { inForce, deployer } = this.#around
    if (inForce === undefined || deployer === undefined) return []
    const target = {
      policy: inForce.policy,
      maybe: new Map<object, string>(),
      keyArn: this.#keyArn,
    }
    if (lockoutVerdict(target, deployer).says !== 'refused') return []
    const account = this.#account ?? ''
    const facts = { deployer: shortNameIn(account, deployer.identityArn) }
    return [this.#finding('deployer/put-denied', facts)]
  }

  #unknowns(): readonly CheckFinding[] {
    const { unknowns } = this.#declared
    if (unknowns.length === 0) return []
    const values = unknowns.map((name) => `\${${name}}`).join(', ')
    return [this.#finding('policy/known-when-applied', { values })]
  }
}

type Place = Partial<Pick<CheckFinding, 'line' | 'column' | 'statement'>>

/** Rules about the document as a whole: one unknown principal may make them untrue. */
const OF_DOCUMENT: Readonly<Record<string, true>> = {
  'delegation/missing': true,
  'delegation/never-holds': true,
  'administration/nobody': true,
  'administration/only-one': true,
}
