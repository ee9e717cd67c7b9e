'use client'
import type { AWSMobileClient } from '@latchkey/client'
import { createContext, createElement, type ReactNode, useContext, useEffect, useMemo } from 'react'
import type { Standing } from './standing.ts'

interface Context {
  readonly client: AWSMobileClient
  readonly initial: Standing | undefined
}

const ClientContext = createContext<Context | undefined>(undefined)

export interface AWSMobileClientProviderProps {
  readonly client: AWSMobileClient
  /** What the server rendered with (`standingOf` there): the browser begins with the same, and goes on from it. */
  readonly initial?: Standing | undefined
  /** Hears why the client could not be initialized. */
  readonly onError?: ((error: unknown) => void) | undefined
  readonly children?: ReactNode
}

/** Makes a client the one that the hooks below it use, and has it initialized, which may be done many times over. */
export function AWSMobileClientProvider({
  client,
  initial,
  onError,
  children,
}: AWSMobileClientProviderProps) {
  useEffect(() => {
    client.initialize().catch(error => {
      if (onError) onError(error)
      else console.error(error)
    })
  }, [client, onError])
  const value = useMemo(() => ({ client, initial }), [client, initial])
  return createElement(ClientContext, { value }, children)
}

export function useClientContext(): Context {
  const context = useContext(ClientContext)
  if (!context) throw new Error('There is no AWSMobileClientProvider above this component')
  return context
}

/** The client of the nearest `AWSMobileClientProvider`. */
export function useAWSMobileClient(): AWSMobileClient {
  return useClientContext().client
}
