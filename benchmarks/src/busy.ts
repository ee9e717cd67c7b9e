/** Keeps a thread busy with the arithmetic of SRP clients until it is ended. */
import { parentPort } from 'node:worker_threads'
import { N } from '@latchkey/protocol/srp'
import { modularPower } from '@latchkey/protocol/srp/node'

parentPort?.postMessage('busy')
for (let number = 0n; ; number += 1n) modularPower(N - 2n ** 299n, 2n ** 255n + number)
