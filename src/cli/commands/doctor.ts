import { writeFile } from 'node:fs/promises'
import {
  diagnose,
  diagnoseError,
  diagnoseProposed,
  exitCode,
  readError,
  renderDiagnosisHtml,
  renderJson,
  renderText,
  type Diagnosis,
  type DiagnoseOptions,
  type ProposedPolicy,
  type ReadError,
} from '../../doctor/index.ts'
import { contextPair } from '../context-pairs.ts'
import { failure, type Failure } from '../failure.ts'
import { readInputFile, readPolicyFile } from '../input-file.ts'
import { findPlace, withConnection, type PlaceOptions } from '../place.ts'
import { withReach, type SearchOptions } from '../reach.ts'
import { isPiped, readStandardInput } from '../standard-input.ts'
import { textOptions, type Terminal } from '../terminal.ts'

export interface DoctorOptions extends PlaceOptions, SearchOptions {
  readonly principal?: string
  readonly action: readonly string[]
  readonly context: readonly string[]
  readonly fromError?: string
  readonly proposed?: string
  readonly via?: 'simulate'
  readonly vpcEndpointPolicy?: string
  readonly out?: string
  readonly json?: boolean
  readonly html?: string
  readonly verbose?: boolean
  readonly explain?: string
}

/** Says whether a principal may use a key, and why not. */
export async function doctor(
  key: string | undefined,
  options: DoctorOptions,
  terminal: Terminal,
): Promise<number> {
  const question = await questionOf(key, options)
  // The key is where the error came from, wherever the shell is set to.
  const region = options.region ?? question.error?.region
  const asked = { ...options, ...(region === undefined ? {} : { region }) }
  const given = sharedOptions(asked)
  const diagnoses = await withReach(asked, terminal, async (reach) =>
    withConnection(
      await findPlace(asked, terminal),
      (connection) => {
        return answer(connection, question, { ...given, reach, lang: terminal.language })
      },
      { unsigned: question.error !== undefined },
    ),
  )
  if (options.html !== undefined) await writePage(options.html, diagnoses, terminal)
  if (options.html !== '-') terminal.print(printed(diagnoses, options, terminal))
  return exitCode(diagnoses)
}

interface Question {
  readonly key: string | undefined
  readonly error: ReadError | undefined
  readonly proposed: ProposedPolicy | undefined
}

async function questionOf(key: string | undefined, options: DoctorOptions): Promise<Question> {
  const { fromError, proposed: file } = options
  const isAlone = key === undefined && file === undefined
  const isFromInput = fromError === '-' || (fromError === undefined && isAlone && isPiped())
  const text = isFromInput ? await readStandardInput() : fromError
  if (isAlone && !text?.trim()) throw nothingAsked()
  const error = text === undefined ? undefined : readError(text)
  if (text !== undefined && error === undefined) throw notUnderstood()
  const proposed = file === undefined ? undefined : { name: file, text: readInputFile(file) }
  return { key, error, proposed }
}

const nothingAsked = (): Failure =>
  failure(
    'whichKey',
    {},
    {
      lines: [
        'sparekey doctor KEY',
        "sparekey doctor --from-error 'User: ... is not authorized to perform: kms:...'",
        'sparekey doctor [KEY] --proposed FILE',
      ],
    },
  )

const notUnderstood = (): Failure => failure('notUnderstood', {})

type Shared = Omit<DiagnoseOptions, 'key'>

function answer(
  connection: Parameters<typeof diagnose>[0],
  { key, error, proposed }: Question,
  shared: Shared,
): Promise<Diagnosis[]> {
  const ofKey = key === undefined ? {} : { key }
  if (error) {
    return diagnoseError(connection, error, { ...shared, ...ofKey, ...(proposed && { proposed }) })
  }
  if (proposed) return diagnoseProposed(connection, { ...shared, ...ofKey, proposed })
  return diagnose(connection, { ...shared, key: key ?? '' })
}

function sharedOptions(options: DoctorOptions) {
  const { principal, action, context, via, vpcEndpointPolicy: file, out } = options
  return {
    actions: action,
    context: Object.fromEntries(context.map(contextPair)),
    ...(principal === undefined ? {} : { principal }),
    ...(via && { via }),
    ...(file !== undefined && { vpcEndpointPolicy: endpointPolicyIn(file) }),
    ...(out === undefined ? {} : { out }),
  }
}

/** Under the name of its file; what is no policy is refused before AWS is asked anything. */
function endpointPolicyIn(file: string): { readonly endpoint: string; readonly text: string } {
  readPolicyFile(file)
  return { endpoint: file, text: readInputFile(file) }
}

function printed(
  diagnoses: readonly Diagnosis[],
  { json, verbose = false }: DoctorOptions,
  terminal: Terminal,
): string {
  return json ? renderJson(diagnoses) : renderText(diagnoses, { ...textOptions(terminal), verbose })
}

/** On standard output it stands alone: nothing else is printed there. */
async function writePage(
  file: string,
  diagnoses: readonly Diagnosis[],
  { language, print }: Terminal,
): Promise<void> {
  const page = renderDiagnosisHtml(diagnoses, { lang: language })
  if (file === '-') print(page)
  else await writeFile(file, page)
}
