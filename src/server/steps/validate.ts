import { validate as problemsOf, validationMessage } from '../../aws/validate.ts'
import type { Exchange } from '../exchange.ts'
import { settled } from '../exchange.ts'

/** Holds the input against the model's constraints and names everything that is wrong at once. */
export function validate(exchange: Exchange): void {
  const { model, validationFailed } = settled(exchange.service, 'decode')
  const shape = model.operations[settled(exchange.operationName, 'decode')]?.input
  if (shape === undefined) return
  const problems = problemsOf(model, shape, exchange.input)
  if (problems.length > 0) throw validationFailed(validationMessage(problems))
}
