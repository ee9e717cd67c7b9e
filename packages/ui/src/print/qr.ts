import { encode } from 'uqr'
import type { QrPicture } from '../screens/screen.ts'

/** The QR code of a text, with the quiet zone of four modules that ISO 18004 asks for. */
export function qrPicture(text: string): QrPicture {
  const { size, data } = encode(text, { border: 4 })
  const rows = data.map((row, y) => {
    const runs: string[] = []
    for (let x = 0; x < size; x += 1) {
      if (!row[x] || row[x - 1]) continue
      let end = x
      while (row[end]) end += 1
      runs.push(`M${x} ${y}h${end - x}v1H${x}z`)
    }
    return runs.join('')
  })
  return { size, path: rows.join('') }
}
