/** A text in SQL. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`
