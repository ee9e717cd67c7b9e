/** A page with our sign-in element. */
import '@latchkey/ui'
