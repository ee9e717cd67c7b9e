import { createTransport } from 'nodemailer'
import type { SmtpOptions } from '../options.ts'
import type { Delivery } from './delivery.ts'

/** Sends mail through an SMTP server. SMS is refused: there is no sender for it here. */
export function smtpDelivery({ url, from }: SmtpOptions): Delivery {
  const transport = createTransport(url)
  return {
    deliver: async ({ to, medium, subject, body, link }) => {
      if (medium !== 'EMAIL') throw new Error('No SMS sender is configured.')
      const said = link === undefined ? { text: body } : { text: link, html: body }
      await transport.sendMail({ from, to, subject, ...said })
    },
  }
}
