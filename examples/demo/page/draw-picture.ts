/** Draws hills under a sky in colours of chance, as a PNG. */
export async function drawPicture(): Promise<Uint8Array> {
  const canvas = document.createElement('canvas')
  canvas.width = 400
  canvas.height = 300
  const paint = canvas.getContext('2d')
  if (!paint) throw new Error('This browser cannot draw.')
  const hue = Math.floor(Math.random() * 360)
  const sky = paint.createLinearGradient(0, 0, 0, 300)
  sky.addColorStop(0, `hsl(${hue} 70% 82%)`)
  sky.addColorStop(1, `hsl(${(hue + 40) % 360} 65% 62%)`)
  paint.fillStyle = sky
  paint.fillRect(0, 0, 400, 300)
  for (let ridge = 0; ridge < 3; ridge += 1) {
    paint.fillStyle = `hsl(${(hue + 200) % 360} 35% ${46 - ridge * 13}%)`
    paint.beginPath()
    paint.moveTo(0, 300)
    const phase = Math.random() * 6
    for (let x = 0; x <= 400; x += 8) {
      paint.lineTo(x, 190 + ridge * 36 + Math.sin(x / 60 + phase) * 18 + Math.sin(x / 23 + phase) * 6)
    }
    paint.lineTo(400, 300)
    paint.fill()
  }
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('This browser cannot draw.')
  return new Uint8Array(await blob.arrayBuffer())
}
