/** Devices that are remembered. */
export * from '../devices/operations.ts'
export { beginDeviceProof, deviceMemory, proveDevice } from '../devices/remember.ts'
