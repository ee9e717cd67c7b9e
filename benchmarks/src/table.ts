import type { Measurement } from './measure.ts'
import type { ProcessorYield } from './measure-processor.ts'

/** One measured thing: how it is called, its unit, and whether more of it is better. */
interface Row {
  readonly key: keyof Measurement
  readonly label: string
  readonly better: 'more' | 'less'
}

const rows: readonly Row[] = [
  { key: 'signUps', label: 'sign-ups /s', better: 'more' },
  { key: 'signIns', label: 'password sign-ins /s', better: 'more' },
  { key: 'refreshes', label: 'refreshes /s', better: 'more' },
  { key: 'start', label: 'start-up, ms', better: 'less' },
  { key: 'idleMemory', label: 'idle memory, MB', better: 'less' },
]

/** How many times better ours is; below 1 theirs is. */
function ratio(better: Row['better'], ours: number, theirs: number): number {
  return better === 'more' ? ours / theirs : theirs / ours
}

/** The lines of a Markdown table for one number of users. */
export function tableLines(users: number, ours: Measurement, theirs: Measurement): string[] {
  return [
    `| ${users.toLocaleString('en-US')} users | Latchkey | cognito-local | ratio |`,
    '| --- | ---: | ---: | ---: |',
    ...rows.map(({ key, label, better }) => {
      const times = ratio(better, ours[key], theirs[key])
      return `| ${label} | ${round(ours[key])} | ${round(theirs[key])} | ${times.toFixed(1)} |`
    }),
  ]
}

/** The lines of a Markdown table of what a second of our server's processor time buys. */
export function processorLines({ srpSignIns, rotatingRefreshes, power }: ProcessorYield): string[] {
  return [
    '| per second of server processor time | Latchkey |',
    '| --- | ---: |',
    `| SRP sign-ins | ${round(srpSignIns)} |`,
    `| rotating refreshes | ${round(rotatingRefreshes)} |`,
    '',
    `One power of SRP took ${power.toFixed(2)} ms then; an SRP sign-in needs two of them, one of the generator, and two RSA signatures.`,
  ]
}

function round(value: number): string {
  return value >= 10 ? Math.round(value).toLocaleString('en-US') : value.toFixed(1)
}
