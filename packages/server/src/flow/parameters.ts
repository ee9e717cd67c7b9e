import { errors } from '../errors.ts'
import type { Parameters } from './sign-in.ts'

/** @throws ServiceError `InvalidParameterException` when a parameter is missing or empty */
export function requireParameter(parameters: Parameters, name: string): string {
  const value = parameters[name]
  if (value === undefined || value === '') throw errors.missingParameter(name)
  return value
}
