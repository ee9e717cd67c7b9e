import { errors } from '../errors.ts'

/**
 * Reads comma-separated values (RFC 4180), with a comma inside of a value also as `\,`, as Cognito's files have it.
 *
 * @throws ServiceError `InvalidParameterException` for a quote that is never closed
 */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let value = ''
  let quoted = false
  const endRow = () => {
    row.push(value)
    if (row.length > 1 || value !== '') rows.push(row)
    row = []
    value = ''
  }
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; at++) {
    const character = text.charAt(at)
    const following = text.charAt(at + 1)
    if (quoted) {
      if (character !== '"') value += character
      else if (following === '"') {
        value += '"'
        at++
      } else quoted = false
    } else if (character === '"' && value === '') quoted = true
    else if (character === '\\' && following === ',') {
      value += ','
      at++
    } else if (character === ',') {
      row.push(value)
      value = ''
    } else if (character === '\n') endRow()
    else if (character !== '\r') value += character
  }
  if (quoted) throw errors.invalidParameter('A quoted value of the file is never closed.')
  endRow()
  return rows
}
