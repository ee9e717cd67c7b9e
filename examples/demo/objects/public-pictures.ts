import type { ObjectStore } from './store.ts'

/** Three pictures that everybody may see, drawn here so that none has to be fetched. */
const pictures = [
  { name: 'lake.svg', sky: ['#f6c48d', '#d9648a'], hills: ['#7b4a7f', '#4b3567', '#2b2350'] },
  { name: 'forest.svg', sky: ['#d7efe6', '#8ec9b9'], hills: ['#4d9a86', '#2c6f63', '#164841'] },
  { name: 'night.svg', sky: ['#27355f', '#0d1330'], hills: ['#1b2548', '#131a38', '#0a0f24'] },
]

const ridges = [
  'M0 210 C60 150 110 190 170 160 S290 120 400 190 V300 H0Z',
  'M0 240 C90 190 150 240 220 205 S340 180 400 225 V300 H0Z',
  'M0 270 C70 245 160 275 240 250 S350 245 400 262 V300 H0Z',
]

/** Puts the pictures into the store. */
export function putPublicPictures(objects: ObjectStore): void {
  for (const { name, sky, hills } of pictures) {
    const svg = [
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">',
      `<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient></defs>`,
      '<rect width="400" height="300" fill="url(#s)"/><circle cx="292" cy="92" r="30" fill="#fff" opacity=".8"/>',
      ...ridges.map((ridge, index) => `<path d="${ridge}" fill="${hills[index]}"/>`),
      '</svg>',
    ].join('')
    objects.put(`public/${name}`, {
      type: 'image/svg+xml',
      body: new Uint8Array(new TextEncoder().encode(svg)),
    })
  }
}
