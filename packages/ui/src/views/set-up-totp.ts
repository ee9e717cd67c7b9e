import type { QrPicture, ScreenOf } from '../screens/screen.ts'
import { stepButton } from './buttons.ts'
import type { ViewContext } from './context.ts'
import { el, type Piece, region } from './element.ts'
import { codeField } from './fields.ts'
import { answerForm, frame, stepsForm } from './frame.ts'

/** The secret of an authenticator app: a picture to scan, a key to type, a link for the phone it is shown on. */
export function setUpTotpView(screen: ScreenOf<'set-up-totp'>, context: ViewContext): Piece {
  const { texts } = context
  return frame(
    screen,
    context,
    { title: texts.setUpTotp, lead: texts.setUpTotpScan, labels: { code: texts.code } },
    totpSecret(screen, context),
    answerForm(
      screen,
      context,
      { button: texts.confirm },
      region('hint', 'p', {}, texts.setUpTotpCode),
      codeField(screen, context),
    ),
    stepsForm(screen, context, stepButton(context, 'sign-in', texts.backToSignIn)),
  )
}

/** Picture, key and link. */
export function totpSecret(
  { uri, secret, qr }: { readonly uri: string; readonly secret: string; readonly qr?: QrPicture },
  { texts, idPrefix }: Pick<ViewContext, 'texts' | 'idPrefix'>,
): Piece {
  const key = secret.replace(/(.{4})(?!$)/g, '$1 ')
  return region(
    'totp',
    'div',
    {},
    // Its place is kept, so that nothing moves when the picture comes.
    region('qr', 'div', {}, qr && qrImage(qr, texts.setUpTotpScan)),
    region('totp-link', 'a', { href: uri }, texts.setUpTotpOpen),
    region('hint', 'p', { id: `${idPrefix}-key-label` }, texts.setUpTotpKey),
    region(
      'key',
      'div',
      {},
      el('code', { 'aria-labelledby': `${idPrefix}-key-label`, class: 'notranslate', dir: 'ltr' }, key),
      region(
        'copy',
        'button',
        {
          type: 'button',
          hidden: true,
          'data-copies': secret,
          'data-copied': texts.copied,
        },
        texts.copy,
      ),
    ),
  )
}

/** Dark on light whatever the theme: scanners ask for it. */
function qrImage({ size, path }: QrPicture, label: string): Piece {
  return el(
    'svg',
    { viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': label, 'shape-rendering': 'crispEdges' },
    el('rect', { width: size, height: size, fill: '#fff' }),
    el('path', { d: path, fill: '#000' }),
  )
}
