/** Where a person is signed in. */
export * from '../account/sessions.ts'
