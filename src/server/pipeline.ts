import type { Payload } from '../aws/payload/open-payload.ts'
import type { Caller } from '../base/caller.ts'
import type { Region } from '../base/region.ts'
import type { InnerCall, Performed } from '../services/operation.ts'
import { appendAnew, Outdated, Overtaken } from '../store/store.ts'
import type { Answer, Arrival, Exchange, House, OperatorCall, Step } from './exchange.ts'
import { settled } from './exchange.ts'
import { limits } from './limits.ts'
import { RequestFiles } from './request-files.ts'
import { actAsService } from './steps/act-as-service.ts'
import { authenticate } from './steps/authenticate.ts'
import { authorize } from './steps/authorize.ts'
import { commit } from './steps/commit.ts'
import { decode } from './steps/decode.ts'
import { encode } from './steps/encode.ts'
import { freshen } from './steps/freshen.ts'
import { identify } from './steps/identify.ts'
import { letGo } from './steps/let-go.ts'
import { perform } from './steps/perform.ts'
import { prepare } from './steps/prepare.ts'
import { record } from './steps/record.ts'
import { resolve } from './steps/resolve.ts'
import { shed } from './steps/shed.ts'
import { throttle } from './steps/throttle.ts'
import { validate } from './steps/validate.ts'
import { toWireError } from './wire-error.ts'

/** The order is part of the API: clients see which check fails first. The first refusal ends it. */
export const understand: readonly Step[] = [
  decode, //       bytes            -> service, operation, input    SerializationException
  shed, //         too much at once -> come again                   ThrottlingException
  freshen, //      other nodes      -> what they did is known, within the bound
  authenticate, // signature        -> caller, Region               InvalidSignatureException
  actAsService, // a root's headers -> a service calls, if allowed  AccessDeniedException
]

/** Decided anew when another node has changed meanwhile what the request rests on. */
export const decide: readonly Step[] = [
  resolve, //      KeyId, alias     -> resources, questions         NotFoundException
  throttle, //     quotas, if held  -> room in this second          ThrottlingException
  authorize, //    questions        -> all allowed                  AccessDeniedException
  perform, //      input            -> output, changes (as data)
]

/** A call between services begins here: its caller and its input are known. */
export const attempt: readonly Step[] = [
  validate, //     input            -> well-formed input            ValidationException
  identify, //     an unsigned proof -> caller                      InvalidIdentityToken
  prepare, //      slow work that touches no state, after a first resolve and authorize
  freshen, //      it may have taken a while
  ...decide,
]

/** Every request and every call goes through these, refused or not. */
export const conclude: readonly Step[] = [
  record, //       everything       -> CloudTrail events (as data)
  commit, //       changes, events  -> durable, in one transaction, or decided anew
]

/** When it is settled what became of it. */
export const leave: readonly Step[] = [
  letGo, //        files            -> none left that nobody names or reads
]

/** Whoever asked over the wire is answered over it. */
export const respond: readonly Step[] = [
  encode, //       output, error    -> bytes
]

export async function answerRequest(house: House, arrival: Arrival): Promise<Answer> {
  const exchange: Exchange = { ...newExchange(house), arrival }
  const begunAtMs = house.requests.begun()
  await settle([...understand, ...attempt], exchange)
  await run([], [...leave, ...respond], exchange)
  house.requests.ended(exchange, begunAtMs)
  return settled(exchange.answer, 'encode')
}

/** A call that did not come over the wire: by a service, or by whoever runs the stack. */
export interface ServiceCall {
  readonly service: string
  readonly operation: string
  readonly input: object
  readonly region: Region
  readonly caller: Caller
  readonly content?: Payload
  readonly operator?: OperatorCall
}

/** Resolves to the output of the call, or rejects with the AwsError it was refused with. */
export async function answerCall(house: House, asked: ServiceCall): Promise<unknown> {
  return (await performCall(house, asked))?.output
}

/** The same, with the content of a stream: it is the taker's to read to the end or to return. */
export async function performCall(
  house: House,
  asked: ServiceCall,
): Promise<Performed<unknown> | undefined> {
  const service = settled(house.services.get(asked.service), 'registry')
  const operation = settled(service.operations[asked.operation], 'registry')
  const { input, region, caller, content, operator } = asked
  const exchange: Exchange = {
    ...newExchange(house),
    arrival: innerArrival(house, operator),
    service,
    operationName: asked.operation,
    operation,
    input,
    region,
    caller,
    ...(content && { content }),
    ...(operator && { operator }),
  }
  await makeForFirstUse(exchange, asked)
  await settle(attempt, exchange)
  await run([], leave, exchange)
  if (exchange.failure) throw exchange.failure
  return exchange.performed
}

/** By itself and for good, whatever becomes of the call. */
function makeForFirstUse({ house, service }: Exchange, asked: ServiceCall): void | Promise<void> {
  const { caller, region, input } = asked
  const by = caller.via?.service
  if (by === undefined || !service?.firstUse) return undefined
  const { store, world, sealer } = house
  const { account } = caller
  const { firstUse } = service
  return appendAnew(store, () =>
    firstUse({ store, world, sealer, account, region, service: by, input }),
  )
}

const newExchange = (house: House) => ({
  house,
  call: callsThrough(house),
  read: readsThrough(house),
  files: new RequestFiles(house.store.files),
})

export const callsThrough =
  (house: House): Exchange['call'] =>
  (inner, caller) =>
    answerCall(house, calledThrough(inner, caller))

export const readsThrough =
  (house: House): Exchange['read'] =>
  async (inner, caller) =>
    (await performCall(house, calledThrough(inner, caller)))?.content

/** A service that was called by a service in its own name calls on in that one's name. */
function calledThrough({ by, ...inner }: InnerCall, caller: Caller): ServiceCall {
  if (caller.principal.type === 'service') return { ...inner, caller }
  const calledVia = [...(caller.calledVia ?? []), ...(by.calledVia ? [by.calledVia] : [])]
  return {
    ...inner,
    caller: { ...caller, via: by, ...(calledVia.length > 0 && { calledVia }) },
  }
}

/** There were no bytes. */
function innerArrival({ world }: House, operator: OperatorCall | undefined): Arrival {
  return {
    requestId: world.uuid(),
    arrivedAt: world.now(),
    method: 'POST',
    path: '/',
    query: '',
    headers: operator ? { 'user-agent': operator.userAgent } : {},
    body: new Uint8Array(),
    // Whoever runs the stack is on its machine.
    sourceIp: operator ? '127.0.0.1' : '',
  }
}

/** Until it is durable what became of the request, or until it has to give way to other nodes. */
async function settle(refusable: readonly Step[], exchange: Exchange): Promise<void> {
  await run(refusable, conclude, exchange)
  const times = { itself: 0, bystander: 0 }
  while (exchange.overtaken) {
    times[exchange.overtaken] += 1
    if (times.itself === limits.overtakenTriesMax) return giveWay(exchange)
    if (times.bystander === limits.bystanderTriesMax) return giveWay(exchange)
    await run(anew(exchange), conclude, exchange)
  }
}

/** What is still to be decided: nothing, where the request was refused before. */
function anew(exchange: Exchange): readonly Step[] {
  const { failure, refusedBy } = exchange
  delete exchange.overtaken
  if (failure && !(refusedBy && decide.includes(refusedBy))) return []
  delete exchange.failure
  delete exchange.performed
  exchange.isAuthorized = false
  return decide
}

/** As one that comes too often: nothing is done, and clients come again by themselves. */
function giveWay(exchange: Exchange): void {
  exchange.failure = settled(exchange.service, 'decode').throttled()
}

/**
 * INVARIANT: from resolve to the append in commit nothing is awaited, so no other request can
 * change a row that this one has read: only what is a promise is waited for, and one loop runs
 * both lists.
 */
async function run(
  refusable: readonly Step[],
  always: readonly Step[],
  exchange: Exchange,
): Promise<void> {
  for (const step of [...refusable, ...always]) {
    if (exchange.failure && !always.includes(step)) continue
    try {
      const pending = step(exchange)
      if (pending) await pending
    } catch (thrown) {
      // Only of what the commit refuses nothing is kept: anywhere else it is a fault of ours.
      if (step === commit && thrown instanceof Outdated) exchange.overtaken = byWhom(thrown)
      else refuse(exchange, step, thrown)
    }
  }
}

const byWhom = (thrown: Outdated): NonNullable<Exchange['overtaken']> =>
  thrown instanceof Overtaken && thrown.isBystander ? 'bystander' : 'itself'

function refuse(exchange: Exchange, step: Step, thrown: unknown): void {
  exchange.failure = toWireError(thrown, exchange)
  exchange.refusedBy = step
}
