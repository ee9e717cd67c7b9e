export { Account, type AccountProps } from './account.ts'
export { SignIn, type SignInProps } from './sign-in.ts'
export { SignOut, type SignOutProps } from './sign-out.ts'
