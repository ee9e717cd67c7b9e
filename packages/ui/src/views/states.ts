import type { ScreenOf } from '../screens/screen.ts'
import { stepButton, submitButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import { type Piece, region } from './element.ts'
import { form, frame, stepsForm } from './frame.ts'

/** Before it is known whether anybody is signed in: neither form nor app. */
export function checkingView(screen: ScreenOf<'checking'>, context: ViewContext): Piece {
  return frame(
    screen,
    context,
    { title: context.texts.checking },
    region('spinner', 'div', { 'aria-hidden': 'true' }),
  )
}

/** Done. */
export function signedInView(screen: ScreenOf<'signed-in'>, context: ViewContext): Piece {
  return frame(
    screen,
    context,
    { title: context.texts.signedIn, lead: screen.username },
    region('mark', 'div', { 'aria-hidden': 'true' }),
  )
}

/** Confirmed, and to be signed in to elsewhere. */
export function signedUpView(screen: ScreenOf<'signed-up'>, context: ViewContext): Piece {
  const { notices, signedOutLead } = context.texts
  return frame(screen, context, { title: notices.signedUp, lead: signedOutLead })
}

/** Gone. */
export function signedOutView(screen: ScreenOf<'signed-out'>, context: ViewContext): Piece {
  const { texts } = context
  return frame(
    screen,
    context,
    { title: texts.signedOut, lead: texts.signedOutLead },
    screen.canSignIn !== false && stepsForm(screen, context, stepButton(context, 'sign-in', texts.signIn)),
  )
}

/** A challenge of another time: told, never a blank page. */
export function unknownChallengeView(screen: ScreenOf<'unknown-challenge'>, context: ViewContext): Piece {
  const { texts } = context
  return frame(
    screen,
    context,
    { title: texts.unknownChallenge, lead: texts.unknownChallengeLead },
    region('detail', 'p', {}, screen.challenge),
    stepsForm(screen, context, stepButton(context, 'sign-in', texts.backToSignIn)),
  )
}

/** Nothing can be done here. */
export function errorView(screen: ScreenOf<'error'>, context: ViewContext): Piece {
  const { texts } = context
  return frame(
    screen,
    context,
    { title: texts.error },
    screen.detail !== undefined && region('detail', 'p', {}, screen.detail),
    screen.canRetry && form(screen, context, 'answer', submitButton(context, texts.tryAgain)),
  )
}
