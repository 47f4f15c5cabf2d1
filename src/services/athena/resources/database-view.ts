import type { GlueDatabase } from '../../glue/api.ts'
import type { Database } from '../model.ts'

export const databaseView = ({ Name, Description, Parameters }: GlueDatabase): Database => ({
  Name,
  ...(Description !== undefined && { Description }),
  ...(Parameters && { Parameters }),
})
