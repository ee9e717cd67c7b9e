/** Signing in and out, and who is signed in. */
export { initialize } from '../session/initialize.ts'
export * from '../session/listeners.ts'
export { currentUserState, isSignedIn, username, userSub } from '../session/standing.ts'
export { releaseSignInWait } from '../session/waiting.ts'
export { challengeMemory, resumeSignIn } from '../sign-in/keep-challenge.ts'
export * from '../sign-in/sign-in.ts'
export { type SignOutOptions, signOut } from '../sign-out/sign-out.ts'
