/** The script of pages that a server prints. */

import { enhance } from './enhance.ts'
import { offerPasskey } from './hosted-passkey.ts'
import { sendOnce } from './send-once.ts'

enhance(document.body)
sendOnce(document.body)
offerPasskey(document.body)

// Who hears the page is told what is wrong first; everybody else begins where there is something to type.
const wrong = document.querySelector<HTMLElement>('[aria-invalid=true], [data-lk="error"] a')
const first = document.querySelector<HTMLElement>(
  '[data-form=answer] input:not([type=hidden]):not([readonly]), [data-form=answer] button',
)
;(wrong ?? first)?.focus()
