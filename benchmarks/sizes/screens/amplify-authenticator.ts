/** The same page with Amplify's Authenticator. */
import { Authenticator } from '@aws-amplify/ui-react'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import '@aws-amplify/ui-react/styles.css'

createRoot(document.body).render(createElement(Authenticator))
