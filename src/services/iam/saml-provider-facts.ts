import type { StoreView } from '../../store/store.ts'
import { samlProviders } from './tables.ts'

export const hasSamlProvider = (store: StoreView, arn: string): boolean =>
  store.get(samlProviders, arn) !== undefined
