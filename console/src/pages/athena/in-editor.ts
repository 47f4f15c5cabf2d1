import { linkTo } from '../../routes/location.ts'

/** The link to a query, ready to run. */
export const inEditor = (sql: string): string => linkTo(['athena', 'editor'], { sql })
