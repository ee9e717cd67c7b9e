/** What the opaque tokens of the provider simulator begin with, so that nobody takes one for a provider's. */
export const simulatorTokenPrefix = 'simulator-'

export const isSimulatorToken = (token: string) => token.startsWith(simulatorTokenPrefix)
