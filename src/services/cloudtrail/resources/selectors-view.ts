import { DEFAULT_SELECTORS } from '../../../audit/trail/event-selectors.ts'
import type { GetEventSelectorsOutput } from '../model.ts'
import type { TrailPlace, TrailRow } from '../tables.ts'
import { trailArn } from './trail-name.ts'

type Selectors = {
  readonly [Name in 'eventSelectors' | 'advancedEventSelectors']?: TrailRow[Name] | undefined
}

/** What PutEventSelectors and GetEventSelectors answer: the one kind that the trail has. */
export function selectorsView(
  trail: TrailPlace,
  { eventSelectors = DEFAULT_SELECTORS, advancedEventSelectors }: Selectors,
): GetEventSelectorsOutput {
  return {
    TrailARN: trailArn(trail),
    ...(advancedEventSelectors
      ? { AdvancedEventSelectors: advancedEventSelectors }
      : { EventSelectors: eventSelectors }),
  }
}
