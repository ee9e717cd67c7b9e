import type { Delivery } from '../screens/parts.ts'
import type { ViewContext } from './context.ts'
import { fill } from './element.ts'

/** Where the code went, as far as it is known. */
export function deliverySentence({ texts }: ViewContext, delivery: Delivery | undefined): string {
  if (delivery?.destination)
    return fill(texts.codeSentTo, { destination: `\u2068${delivery.destination}\u2069` })
  return delivery?.medium === 'sms' ? texts.codeSentBySms : texts.codeSentByEmail
}
