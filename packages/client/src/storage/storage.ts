/**
 * Where a session outlives the program. Values are opaque texts; keys start with the client's name-space. A
 * rejected promise is taken for what it is: it never signs anyone out.
 */
export interface KeyValueStorage {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string): Promise<void>
  delete(key: string): Promise<void>
  /** The keys that start with the prefix. */
  list(prefix: string): Promise<readonly string[]>
}
