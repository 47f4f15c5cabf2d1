import { wantsDataEvents } from '../../services/cloudtrail/api.ts'
import { cloudTrailErrorCode, keepsRequest } from '../../audit/failure.ts'
import { eventsOf } from '../../audit/events-of.ts'
import type { EventResource, FinishedRequest } from '../../audit/record.ts'
import { serviceEvent } from '../../audit/service-event.ts'
import { eventParameters } from '../../aws/event-parameters.ts'
import type { Json, JsonObject } from '../../base/json.ts'
import { isJsonObject } from '../../base/json.ts'
import type { Caller } from '../../base/caller.ts'
import type { FinishedCall } from '../../services/operation.ts'
import type { Arrival, Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/**
 * Makes the events that a finished request owes. A request that nobody signed has no account whose
 * history could hold it: it goes to the operational log.
 */
export function record(exchange: Exchange): void {
  const { caller, house, arrival, failure, operationName } = exchange
  if (exchange.isShed) return
  if (!caller) {
    const refusal = {
      requestId: arrival.requestId,
      code: failure?.code,
      sourceIp: arrival.sourceIp,
    }
    house.log.info({ ...refusal, operation: operationName }, 'a request without a valid signature')
    return
  }
  // Event history does not keep data events: without a trail for them they are owed to nobody.
  const { isDataEvent } = settled(exchange.operation, 'decode')
  if (isDataEvent && !wantsDataEvents(house.store)) return
  const finished = finishedRequest(exchange, caller)
  const calls = [finished, ...finishedElsewhere(exchange, finished)]
  const acts = failure ? [] : (exchange.performed?.acts ?? [])
  exchange.events = [
    ...calls.flatMap((call) => eventsOf(call, house.world)),
    ...acts.map((act) => serviceEvent(act, house.world)),
  ]
}

/** Such a call is known by the service that made it, and else tells what its request tells. */
function finishedElsewhere(
  { failure, performed }: Exchange,
  finished: FinishedRequest,
): readonly FinishedRequest[] {
  const calls = failure ? [] : (performed?.event?.elsewhere ?? [])
  if (calls.length === 0) return []
  const { eventIds: _, ...shared } = finished
  return calls.map(({ by, ...call }) => ({
    ...shared,
    ...call,
    caller: { ...finished.caller, via: by },
  }))
}

function finishedRequest(exchange: Exchange, caller: Caller): FinishedRequest {
  const { arrival, house, failure } = exchange
  const service = settled(exchange.service, 'decode')
  const operation = settled(exchange.operation, 'decode')
  const host = arrival.headers['host'] ?? ''
  return {
    model: service.model,
    readOnly: operation.readOnly,
    category: operation.isDataEvent ? 'Data' : 'Management',
    caller,
    region: service.homeRegion ?? settled(exchange.region, 'authenticate'),
    requestId: arrival.requestId,
    now: house.world.now(),
    ...originOf(caller, arrival),
    ...(arrival.tls && { tls: { ...arrival.tls, host } }),
    ...spelled(exchange),
    ...(failure && {
      error: { code: cloudTrailErrorCode(failure.code, service.model), message: failure.message },
    }),
  }
}

type Spelled = Pick<
  FinishedRequest,
  | 'operation'
  | 'requestParameters'
  | 'responseElements'
  | 'additionalEventData'
  | 'resources'
  | 'eventIds'
>

/** What was asked and answered: in the service's own way, or as most services have it. */
function spelled(exchange: Exchange): Spelled {
  const operation = settled(exchange.operationName, 'decode')
  const { recorded } = settled(exchange.service, 'decode')
  const details = exchange.failure ? undefined : exchange.performed?.event
  if (recorded) {
    const { eventName, ...own } = recorded(finishedCall(exchange, operation))
    return { operation: eventName, ...own, ...details }
  }
  return {
    operation,
    requestParameters: requestParameters(exchange),
    responseElements: responseElements(exchange),
    ...additionalEventData(exchange),
    ...(details?.eventIds && { eventIds: details.eventIds }),
    resources: details?.resources ?? questionedResources(exchange),
  }
}

/** What is known of the resources is told of a failure as well. */
function additionalEventData(exchange: Exchange): Pick<Spelled, 'additionalEventData'> {
  const { failure, performed, questions = [] } = exchange
  const ofResources = isNamed(exchange) ? questions.map((each) => each.additionalEventData) : []
  const own = failure ? undefined : performed?.event?.additionalEventData
  const data: JsonObject = Object.assign({}, ...ofResources, own)
  return Object.keys(data).length === 0 ? {} : { additionalEventData: data }
}

/** Whether the event of a failure names the resource at all. */
function isNamed({ failure, service }: Exchange): boolean {
  const { model } = settled(service, 'decode')
  return !failure || keepsRequest(cloudTrailErrorCode(failure.code, model), model.eventSource)
}

function finishedCall(exchange: Exchange, operation: string): FinishedCall {
  const { arrival, failure, input, performed, questions = [], scope, signature } = exchange
  return {
    operation,
    input,
    output: failure ? undefined : performed?.output,
    questions,
    requestId: arrival.requestId,
    ...(signature && { host: arrival.headers['host'] ?? '' }),
    ...(scope?.wire && { wire: scope.wire }),
    ...(arrival.tls && { cipherSuite: arrival.tls.cipherSuite }),
    contentLength: contentLength(exchange),
  }
}

/** Of an answer without a stream the length is not known yet: it is spelled behind this step. */
function contentLength({ arrival, content, failure, performed }: Exchange) {
  const received = content ? content.length : arrival.body.length
  return {
    ...(received !== undefined && { in: received }),
    ...(performed?.content && !failure && { out: performed.content.length }),
  }
}

/** A service that calls is named where a client's address and agent would stand. */
function originOf({ principal, via }: Caller, { sourceIp, headers, vpcEndpoint }: Arrival) {
  const service = principal.type === 'service' ? principal.arn : via?.invokedBy
  if (service !== undefined) return { sourceIp: service, userAgent: service }
  return {
    sourceIp,
    userAgent: headers['user-agent'],
    ...(vpcEndpoint && { vpcEndpointId: vpcEndpoint.id }),
  }
}

function requestParameters(exchange: Exchange): Json {
  const { model } = settled(exchange.service, 'decode')
  const operation = settled(exchange.operation, 'decode')
  if (operation.requestParameters) return operation.requestParameters(exchange.input)
  const shape = model.operations[settled(exchange.operationName, 'decode')]?.input
  return nullWhenEmpty(shape === undefined ? null : eventParameters(model, shape, exchange.input))
}

/** Reads leave none; a change leaves what it answered. */
function responseElements(exchange: Exchange): JsonObject | null {
  const { failure, performed } = exchange
  if (failure || !performed) return null
  if (performed.event?.responseElements !== undefined) return performed.event.responseElements
  const { model } = settled(exchange.service, 'decode')
  const shape = model.operations[settled(exchange.operationName, 'decode')]?.output
  const isRead = settled(exchange.operation, 'decode').readOnly
  if (isRead || shape === undefined || performed.output === undefined) return null
  const elements = nullWhenEmpty(eventParameters(model, shape, performed.output))
  return isJsonObject(elements) ? elements : null
}

const nullWhenEmpty = (value: Json): Json =>
  isJsonObject(value) && Object.keys(value).length === 0 ? null : value

function questionedResources({ questions = [] }: Exchange): readonly EventResource[] {
  const resources: EventResource[] = []
  for (const { resource } of questions) {
    const { arn, account, type } = resource
    if (type !== undefined) resources.push({ arn, account, type })
  }
  return resources
}
