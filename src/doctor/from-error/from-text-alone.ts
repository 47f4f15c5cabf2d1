// What the text proves by itself: AWS's answer, the layer that gave it, and what would help. IAM is
// asked where somebody is there to ask it.

import { join } from 'node:path'
import { decide } from '../../policy/index.ts'
import type { Connection } from '../connection.ts'
import {
  documentsFolder,
  documentTexts,
  nothingKnown,
  ofSituation,
  say,
  sayRemedy,
  writeText,
} from '../diagnose.ts'
import { causesOf, type Diagnosis } from '../diagnosis.ts'
import type { CallerIdentity } from '../evidence/caller-identity.ts'
import { askIdentity, whereOf, type Evidence, type ToldDenial } from '../evidence/evidence.ts'
import type { Finding } from '../finding.ts'
import { identityArnOf, shortName } from '../principals.ts'
import { proposedWordsFor } from '../proposed/words/words.ts'
import { allowInIam, mayInIam } from '../remedies/allow-in-iam.ts'
import type { Remedy } from '../remedies/remedy.ts'
import { fill, wordsFor } from '../report/words/words.ts'
import { policiesFor, situationOf, type Situation } from '../situation.ts'
import type { ErrorOptions } from './diagnose-error.ts'
import type { ReadError } from './read-error.ts'

/** One question, and who asks it. */
export interface Asked {
  readonly connection: Connection
  readonly error: ReadError
  readonly options: ErrorOptions
  /** Undefined: AWS does not know the credentials, or there are none. */
  readonly caller: CallerIdentity | undefined
  /** Why it is not known. */
  readonly rejection: string | undefined
}

export interface TextQuestion {
  readonly principal: string | undefined
  /** Undefined: the text names none, or there is none. */
  readonly key: string | undefined
  readonly action: string
  readonly context: Readonly<Record<string, string>>
  readonly told: ToldDenial | undefined
}

/** Calls that are about no key, or about none that is there: IAM alone has a say. */
const KEYLESS =
  /^kms:(CreateKey|TagResource|List(Keys|Aliases|RetirableGrants)|GenerateRandom|\w+KeyStores?)$/i

export async function fromTextAlone(asked: Asked, question: TextQuestion): Promise<Diagnosis> {
  const evidence = await evidenceOf(asked, question)
  const situation = situationOf(evidence, question.action, question.context)
  const base = plainDiagnosis(asked, question, evidence)
  if (situation === undefined) return withFindings(base, [incomplete(question, asked)], asked)
  if (question.key === undefined) {
    const isKeyless = KEYLESS.test(question.action)
    return ofNoKey(base, isKeyless ? ofIamAlone(situation) : situation, asked, question)
  }
  const { options } = asked
  const folder = await documentsFolder(options.out)
  const made = ofSituation(situation, {
    options: { ...options, key: question.key, context: question.context },
    words: wordsFor(options.lang),
    folder,
    denied: [question.action],
  })
  await Promise.all([...made.texts].map(writeText))
  return orIncomplete(made.diagnosis, made.findings, asked, question)
}

/** KMS would not take a policy, and nobody knows which one. */
export async function refusedPolicyUnseen(asked: Asked): Promise<Diagnosis> {
  const { error, options, caller } = asked
  const { action = 'kms:CreateKey', says, denial, context } = error
  const principal = options.principal ?? error.principal ?? caller?.arn
  const question = { principal, key: options.key, action, context, told: undefined }
  const evidence = await evidenceOf(asked, question)
  const words = proposedWordsFor(options.lang)
  const finding: Finding = {
    id: says === 'principals' ? 'key-policy/principal-invalid' : 'lockout/caller-not-covered',
    verdict: 'unknown',
    facts: {
      principal: principal === undefined ? words.deployer : shortName(identityArnOf(principal)),
      policy: words.newPolicy,
      unseen: words.askForPolicy,
    },
    evidence: denial === undefined ? [] : [denial.sentence],
  }
  const diagnosis = withFindings(plainDiagnosis(asked, question, evidence), [finding], asked)
  return {
    ...diagnosis,
    outcome: 'implicitDeny',
    proposed: words.newPolicy,
    ...(denial && { sentence: denial.sentence }),
  }
}

async function evidenceOf(asked: Asked, question: TextQuestion): Promise<Evidence> {
  const { connection, error, caller, rejection = 'nobody was asked' } = asked
  const { key = '*', told } = question
  const account = caller?.account ?? error.account ?? '-'
  const principal = question.principal ?? caller?.arn ?? ''
  const failed = (by: string) => ({ failed: rejection, by })
  const unseen = [failed('iam:Get*')]
  const subject = caller
    ? await askIdentity(connection, principal, account)
    : { arn: principal, entity: undefined, policies: { ...nothing, unseen } }
  return {
    where: await whereOf(connection, account),
    caller: caller ?? { account, arn: principal, userId: '' },
    ...{ subject, subjectAsks: principal === caller?.arn },
    key: { asked: key, arn: key, description: failed('kms:DescribeKey'), aliases: undefined },
    keyPolicy: key === '*' ? undefined : failed('kms:GetKeyPolicy'),
    ...{ known: undefined, events: undefined, versions: [], candidates: [] },
    ...(told && { told }),
  }
}

const nothing = { policies: [], boundary: undefined }

function plainDiagnosis(asked: Asked, question: TextQuestion, evidence: Evidence): Diagnosis {
  const { options } = asked
  const { action, key, context, told } = question
  const words = proposedWordsFor(options.lang)
  const name = KEYLESS.test(action) ? words.newKey : words.unnamedKey
  const of = { ...options, context, key: key ?? name }
  const made = nothingKnown(evidence.where, evidence.subject.arn, action, of)
  const { sentence = undefined, explicit = false } = told?.denial ?? {}
  return {
    ...made,
    request: { ...made.request, key: key ?? null },
    ...(told && { outcome: explicit ? 'explicitDeny' : 'implicitDeny' }),
    ...(sentence === undefined ? {} : { sentence }),
  }
}

/** No policy of a resource has a say; without a reason in the sentence, IAM gave the answer. */
function ofIamAlone(situation: Situation): Situation {
  const { request, actor, answered } = situation
  const decision = decide(request, policiesFor(actor, undefined))
  if (typeof answered !== 'object' || answered.layer !== undefined)
    return { ...situation, decision }
  return { ...situation, decision, answered: { ...answered, layer: decision.layer } }
}

async function ofNoKey(
  base: Diagnosis,
  situation: Situation,
  asked: Asked,
  question: TextQuestion,
): Promise<Diagnosis> {
  const { options } = asked
  const words = wordsFor(options.lang)
  const made = ofSituation(situation, {
    options: { ...options, key: '*', context: question.context },
    words,
    folder: '',
    denied: [question.action],
  })
  const remedy = KEYLESS.test(question.action)
    ? await iamRemedyFor(situation, made.findings, asked)
    : undefined
  if (remedy) await Promise.all([...documentTexts([remedy])].map(writeText))
  const { evidence } = situation
  const changes = proposedWordsFor(options.lang).allowInIam
  return orIncomplete(
    {
      ...{ ...made.diagnosis, request: base.request },
      remedies: remedy
        ? [{ ...sayRemedy(remedy, evidence, words), changes: fill(changes, remedy.facts) }]
        : [],
      files: remedy ? [...remedy.documents.keys()] : [],
    },
    made.findings,
    asked,
    question,
  )
}

async function iamRemedyFor(
  { request, actor, evidence }: Situation,
  findings: readonly Finding[],
  { options }: Asked,
): Promise<Remedy | undefined> {
  const { action } = request
  if (!findings.some(({ id, verdict }) => id === 'iam/no-allow' && verdict === 'fail')) {
    return undefined
  }
  const folder = await documentsFolder(options.out)
  return allowInIam({
    actor,
    document: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
    },
    policyName: 'KeyDeployment',
    ...{ actions: [action], resource: '*', where: evidence.where, asks: evidence.subjectAsks },
    proves: (one) => mayInIam(one, action, '*'),
    pathOf: (name) => join(folder, name),
  })
}

function orIncomplete(
  diagnosis: Diagnosis,
  findings: readonly Finding[],
  asked: Asked,
  question: TextQuestion,
): Diagnosis {
  if (findings.some(({ verdict }) => verdict === 'fail')) return diagnosis
  const others = findings.filter(({ id }) => id !== 'evidence/incomplete')
  return withFindings(diagnosis, [...others, incomplete(question, asked)], asked)
}

function withFindings(
  diagnosis: Diagnosis,
  findings: readonly Finding[],
  { options }: Asked,
): Diagnosis {
  const words = wordsFor(options.lang)
  const said = findings.map((finding) => say(finding, words))
  return { ...diagnosis, findings: said, causes: causesOf(findings) }
}

function incomplete({ action, key }: TextQuestion, { options, rejection }: Asked): Finding {
  const { needsKey } = proposedWordsFor(options.lang)
  const evidence = [...(key === undefined ? [needsKey] : []), ...(rejection ? [rejection] : [])]
  return { id: 'evidence/incomplete', verdict: 'unknown', facts: { action }, evidence }
}
