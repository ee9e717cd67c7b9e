export * from './encoding.ts'
export * from './group.ts'
