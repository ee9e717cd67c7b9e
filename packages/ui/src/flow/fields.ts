/** What a form sent, by field name. */
export type Fields = Readonly<Record<string, string>>
