/** Where codes go. */
export interface Message {
  readonly to: string
  readonly medium: 'EMAIL' | 'SMS'
  readonly subject: string
  readonly body: string
  readonly code: string
  /** What is to be pressed in a mail; its body is markup then. */
  readonly link?: string
  readonly userPoolId: string
}

export interface Delivery {
  /**
   * Hands a message over.
   *
   * @throws whatever kept it from being sent
   */
  deliver(message: Message): Promise<void>
}

/** A delivered message as the inbox shows it. */
export interface InboxMessage {
  readonly to: string
  readonly medium: 'EMAIL' | 'SMS'
  /** ISO 8601. */
  readonly at: string
  readonly code: string
  readonly subject: string
  readonly body: string
  /** Where a mail leads, when it is one with a link. */
  readonly link?: string
}

/**
 * The inbox of local mode: the last messages, in memory, since codes are never written to disk in the clear.
 */
export class Inbox implements Delivery {
  readonly #messages: InboxMessage[] = []
  readonly #now: () => number
  readonly #capacity: number

  constructor(now: () => number, capacity = 1000) {
    this.#now = now
    this.#capacity = capacity
  }

  async deliver({ userPoolId: _, ...message }: Message): Promise<void> {
    const { to, medium, ...said } = message
    this.#messages.push({ to, medium, at: new Date(this.#now()).toISOString(), ...said })
    if (this.#messages.length > this.#capacity) this.#messages.shift()
  }

  /** The messages, newest last; only those to one address when it is given. */
  messages(to?: string): InboxMessage[] {
    return this.#messages.filter(message => to === undefined || message.to === to)
  }

  clear(): void {
    this.#messages.length = 0
  }
}

/** Delivers to several places, one after the other. */
export function deliverToAll(places: readonly Delivery[]): Delivery {
  return {
    deliver: async message => {
      for (const place of places) await place.deliver(message)
    },
  }
}

/** Refuses, with a hint: no sender for the medium is configured. */
export const noDelivery: Delivery = {
  deliver: async ({ medium }) => {
    throw new Error(
      medium === 'EMAIL'
        ? 'No mail sender is configured: set the smtp option.'
        : 'No SMS sender is configured.',
    )
  },
}
