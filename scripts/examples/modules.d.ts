/** Modules that an app brings itself. */
declare module '@napi-rs/keyring' {
  export class AsyncEntry {
    constructor(service: string, account: string)
    getPassword(): Promise<string | null | undefined>
    setPassword(password: string): Promise<void>
  }
}
