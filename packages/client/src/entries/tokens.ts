/** The signed-in person's tokens. */
export { autoRefresh } from '../tokens/auto-refresh.ts'
export * from '../tokens/get-tokens.ts'
