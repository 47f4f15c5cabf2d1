// Carries out what a seed asks for, on a draft: every call goes through the pipeline, as the
// account's root user, and is kept only if it changes something.

import { accountRootArn, arnOf } from '../../base/arn.ts'
import type { AccountId } from '../../base/account-id.ts'
import { GLOBAL_REGION, type Region } from '../../base/region.ts'
import { AwsError } from '../../aws/errors.ts'
import { principalsOf, readPolicy } from '../../policy/index.ts'
import type { SeedPath, SeedProblem } from '../../seed/problem.ts'
import { boundName } from '../../services/iam/api.ts'
import type { Chosen } from '../../services/operation.ts'
import { DraftStore } from '../../store/draft-store.ts'
import type { Profile } from '../credentials-file.ts'
import type { House } from '../exchange.ts'
import { answerCall } from '../pipeline.ts'
import { isAlike } from './is-alike.ts'

/** One thing that was done: `CreateUser` on `arn:aws:iam::111122223333:user/alice`. */
export interface SeedStep {
  readonly operation: string
  readonly on: string
}

/** Which service is called, for which account and where. */
export interface SeedPlaceOfCall {
  readonly service: 'iam' | 'kms'
  readonly account: AccountId
  readonly region: Region
}

/** One call that may change something. */
export interface SeedCall {
  readonly operation: string
  readonly input: object
  /** What it changes, for people. */
  readonly on: string
  /** The value of the file that asks for it. */
  readonly path: SeedPath
  readonly chosen?: Chosen
  /** The policy that it sends along, to tell which of its principals is nobody. */
  readonly policy?: string
}

/** The credentials file as it is. */
export interface KnownCredentials {
  /** Whether profiles are written at all. */
  readonly areWritten: boolean
  /** Access key ids by profile. */
  readonly accessKeyIds: ReadonlyMap<string, string>
}

export class Seeder {
  readonly house: House
  readonly draft: DraftStore
  readonly steps: SeedStep[] = []
  readonly problems: SeedProblem[] = []
  /** Access keys whose secrets their owners have to learn. */
  readonly profiles: Profile[] = []
  readonly credentials: KnownCredentials

  constructor(house: House, credentials: KnownCredentials) {
    this.credentials = credentials
    this.draft = new DraftStore(house.store)
    this.house = { ...house, store: this.draft }
  }

  /** What a read answers, or undefined when it is refused: there is no such thing then. */
  async ask<Output>(
    at: SeedPlaceOfCall,
    operation: string,
    input: object,
  ): Promise<Output | undefined> {
    const unkept = new DraftStore(this.draft)
    try {
      return (await this.#call(unkept, at, { operation, input })) as Output
    } catch (thrown) {
      requireRefusal(thrown)
      return undefined
    }
  }

  /** Whether it went well; a refusal is a problem of the file. */
  async act(at: SeedPlaceOfCall, call: SeedCall): Promise<boolean> {
    const { operation, on } = call
    const attempt = new DraftStore(this.draft)
    try {
      await this.#call(attempt, at, call)
    } catch (thrown) {
      this.problems.push(...this.#problemsOf(requireRefusal(thrown), call))
      return false
    }
    // Nothing has changed: then nothing has happened, and no event says otherwise.
    if (attempt.changes().every(({ before, after }) => isAlike(before, after))) return true
    await this.draft.append(attempt.entry())
    this.steps.push({ operation, on })
    return true
  }

  /** For rows that the draft needs for a while: no event tells of them. */
  async actUnseen(at: SeedPlaceOfCall, call: Omit<SeedCall, 'on' | 'path'>): Promise<void> {
    const attempt = new DraftStore(this.draft)
    await this.#call(attempt, at, call)
    await this.draft.append({ ...attempt.entry(), events: [] })
  }

  report(path: SeedPath, says: string): void {
    this.problems.push({ path, says })
  }

  #call(
    store: DraftStore,
    { service, account, region }: SeedPlaceOfCall,
    { operation, input, chosen }: Pick<SeedCall, 'operation' | 'input' | 'chosen'>,
  ): Promise<unknown> {
    return answerCall(
      { ...this.house, store },
      {
        service,
        operation,
        input,
        region,
        caller: { principal: { type: 'root', arn: accountRootArn(account), account }, account },
        operator: { userAgent: USER_AGENT, ...(chosen && { chosen }) },
      },
    )
  }

  #problemsOf({ code, message }: AwsError, call: SeedCall): readonly SeedProblem[] {
    const { operation, path, policy } = call
    const nobody = policy === undefined ? [] : this.#nobodiesIn(policy)
    if (nobody.length > 0) {
      return nobody.map((name) => ({ path, says: `\`${name}\` is nobody: ${ADD_PRINCIPAL}` }))
    }
    return [{ path, says: `${operation}: ${message === '' ? code : `${code}: ${message}`}` }]
  }

  #nobodiesIn(policy: string): readonly string[] {
    const read = readPolicy(policy)
    if (!('document' in read)) return []
    return principalsOf(read.document)
      .filter(({ type, value }) => type === 'AWS' && value !== '*' && !this.#exists(value))
      .map(({ value }) => value)
  }

  #exists(principal: string): boolean {
    return boundName(this.draft, principal) !== undefined
  }
}

/** What a service refuses is its answer; what went wrong in it is nobody's fault here. */
function requireRefusal(thrown: unknown): AwsError {
  if (thrown instanceof AwsError && thrown.status < 500) return thrown
  throw thrown
}

const USER_AGENT = 'sparekey-seed'

const ADD_PRINCIPAL =
  'add the account, user or role to the file; of one that is gone, its unique id to the ' +
  'account’s `deletedPrincipals`'

/** IAM is global: its events are recorded in one Region. */
export const iamOf = (account: AccountId): SeedPlaceOfCall => ({
  service: 'iam',
  account,
  region: GLOBAL_REGION,
})

export const iamArn = (account: AccountId, kind: string, name: string, path = '/'): string =>
  arnOf('iam', '', account, `${kind}${path}${name}`)
