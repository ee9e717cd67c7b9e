import { html } from 'hono/html'
import type { ConsoleAnswer, ConsolePage, ConsoleVisit } from '../console-visit.ts'
import { judgeToken, type TokenVerdict } from '../judge-token.ts'
import { definitions, type Markup, time } from '../markup.ts'

const verdicts: Readonly<Record<TokenVerdict, string>> = {
  good: 'This server signed it, and its time is not over. Whether its session was ended is not looked at.',
  expired: 'This server signed it, and its time is over.',
  notYetValid:
    'This server signed it, and its time has not begun or a claim has a form that it must not have.',
  foreignIssuer: 'Not from this server: its issuer is none of the pools here.',
  unknownKey: 'Not from this server: its issuer is a pool here, its key is none of that pool.',
  otherAlgorithm: 'Not from this server: it is not signed with RS256.',
  signatureMismatch: 'Not from this server as it is: the signature does not fit what it says.',
}

/** Where a token is pasted. */
export const tokensPage: ConsolePage = async visit => show(visit, html``)

/** What a pasted token says. It is neither kept nor printed again. */
export const decodeToken: ConsolePage = async visit => {
  const judged = await judgeToken(visit.environment, (visit.form.get('token') ?? '').replace(/\s/g, ''))
  if (judged.kind === 'unreadable') {
    return { ...show(visit, html``), error: 'That is not a JSON Web Token that can be read.', status: 400 }
  }
  const { header, claims, verdict } = judged
  const at = (value: unknown) => (typeof value === 'number' && Math.abs(value) < 8e12 ? time(value) : '–')
  return show(
    visit,
    html`<section data-console="section" aria-labelledby="verdict"><h2 id="verdict">Whose it is</h2>
<p><span data-console="pill" data-verdict="${verdict}" data-kind="${verdict === 'good' ? 'good' : 'bad'}">${verdict === 'good' ? 'Good' : 'Not good'}</span> ${verdicts[verdict]}</p>
${definitions([
  ['Issued', at(claims.iat)],
  ['Expires', at(claims.exp)],
])}</section>
<section data-console="section" aria-labelledby="header"><h2 id="header">Header</h2><pre data-console="code">${JSON.stringify(header, null, 2)}</pre></section>
<section data-console="section" aria-labelledby="claims"><h2 id="claims">Claims</h2><pre data-console="code">${JSON.stringify(claims, null, 2)}</pre></section>`,
  )
}

function show({ formField }: ConsoleVisit, result: Markup): Extract<ConsoleAnswer, { kind: 'page' }> {
  return {
    kind: 'page',
    title: 'Tokens',
    body: html`<h1>Tokens</h1><p data-console="lead">What a JSON Web Token says, and whether this server signed it. Nothing of it is kept.</p>
<section data-console="section" aria-label="Token"><form method="post" data-console="stack">${formField}
<div data-lk="field"><label data-lk="label" for="field-token">Token</label><textarea data-lk="input" id="field-token" name="token" required autocomplete="off" spellcheck="false"></textarea></div>
<div data-console="row"><button data-lk="action" data-kind="primary">Decode</button></div></form></section>
${result}`,
  }
}
