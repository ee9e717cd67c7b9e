// @ts-nocheck: the bare engine has no types.
/** What the hosted UI wants besides: Expo has it; React Native has half of it, and its usual polyfills the rest. */
import 'react-native-url-polyfill/auto'
import { TextDecoder } from 'fast-text-encoding'
import { Headers, Request, Response } from 'whatwg-fetch'

Object.assign(globalThis, { Headers, Request, Response, TextDecoder })
