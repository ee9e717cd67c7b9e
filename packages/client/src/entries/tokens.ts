/** The signed-in person's tokens. */
export * from '../tokens/get-tokens.ts'
