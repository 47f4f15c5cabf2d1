import { accessDeniedSentence } from '../../policy/index.ts'
import type { Question, RequestScope } from '../../services/operation.ts'
import { authorizationRequest } from '../decide-question.ts'
import type { AnyService, Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/** Asks every question; the first that is not allowed is what the caller hears of. */
export function authorize(exchange: Exchange): void {
  if (exchange.operator || exchange.isAuthorized) return
  const service = settled(exchange.service, 'decode')
  const scope = settled(exchange.scope, 'resolve')
  for (const question of settled(exchange.questions, 'resolve')) {
    requireAllowed(service, scope, question)
  }
}

/** Throws what the service answers to whoever may not. */
export function requireAllowed(service: AnyService, scope: RequestScope, question: Question): void {
  const decision = scope.decide(question)
  if (decision.outcome === 'allow') return
  if (question.refusal) throw question.refusal()
  const request = authorizationRequest(scope.caller, { context: new Map() }, question)
  const { mention = 'named' } = question.resource
  throw service.accessDenied(accessDeniedSentence(request, decision, mention))
}
