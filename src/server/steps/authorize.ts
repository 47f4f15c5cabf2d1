import { accessDeniedSentence } from '../../policy/index.ts'
import { authorizationRequest } from '../decide-question.ts'
import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/** Asks every question; the first that is not allowed is what the caller hears of. */
export function authorize(exchange: Exchange): void {
  if (exchange.operator) return
  const service = settled(exchange.service, 'decode')
  const scope = settled(exchange.scope, 'resolve')
  for (const question of settled(exchange.questions, 'resolve')) {
    const decision = scope.decide(question)
    if (decision.outcome === 'allow') continue
    if (question.refusal) throw question.refusal()
    const request = authorizationRequest(scope.caller, { context: new Map() }, question)
    const { mention = 'named' } = question.resource
    throw service.accessDenied(accessDeniedSentence(request, decision, mention))
  }
}
