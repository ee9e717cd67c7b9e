import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { root } from '../../scripts/installation.js'
import { ensureNpmPackages } from '../../scripts/npm-programs.js'

/** Where both packages keep each system's programs. */
const folders = { linux: 'linux64-bin', darwin: 'osx-bin', win32: 'win64-bin' } as const
const binaries = () => folders[process.platform as keyof typeof folders]
const here = join(root, 'tests', 'runtimes', 'hermes')

/** The folder with Hermes, and with what React Native bundles by. */
export function reactNativeTools(): string {
  return ensureNpmPackages('react-native', {
    'hermes-compiler': '260318099.0.6',
    'hermes-engine-cli': '0.12.0',
    '@babel/core': '7.29.13',
    '@react-native/babel-preset': '0.88.1',
    '@react-native/metro-config': '0.88.1',
    metro: '0.87.1',
    // What React Native apps bring where it has not all of the web's standards.
    'fast-text-encoding': '1.0.6',
    'react-native-url-polyfill': '4.0.0',
    'whatwg-fetch': '3.6.20',
  })
}

/** The server's half of SRP is OpenSSL's elsewhere. */
const srpOfTheService: Plugin = {
  name: 'srp-of-the-service',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@latchkey\/protocol\/srp\/node$/ }, () => ({
      path: join(here, 'srp-of-the-service.ts'),
    }))
  },
}

/** React Native itself wants a device; its polyfills look for native modules. */
const bareReactNative: Plugin = {
  name: 'bare-react-native',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^react-native$/ }, ({ path }) => ({ path, namespace: 'bare' }))
    onLoad({ filter: /.*/, namespace: 'bare' }, () => ({
      contents: "export const NativeModules = {}, Platform = { OS: 'ios', Version: '18.0' }",
    }))
  },
}

/**
 * A program of our sources for Hermes: bundled with React Native's export conditions, made simpler by its Babel
 * preset.
 *
 * @param entry a TypeScript file
 */
export async function bundleForHermes(entry: string): Promise<string> {
  const installed = reactNativeTools()
  const { outputFiles } = await build({
    entryPoints: [entry],
    inject: [join(here, 'react-native-globals.js')],
    bundle: true,
    format: 'iife',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['react-native', 'latchkey-source'],
    target: 'es2022',
    plugins: [srpOfTheService, bareReactNative],
    nodePaths: [join(installed, 'node_modules')],
    write: false,
  })
  const { transformSync } = createRequire(join(installed, 'package.json'))('@babel/core') as {
    transformSync(code: string, options: object): { code: string }
  }
  return transformSync(outputFiles[0]!.text, {
    cwd: installed,
    configFile: false,
    babelrc: false,
    // Metro's profile; the preset's own is that of a later Hermes, which has no command line in npm.
    presets: [
      ['@react-native/babel-preset', { enableBabelRuntime: false, unstable_transformProfile: 'default' }],
    ],
    compact: false,
  }).code
}

/**
 * Runs a program in Hermes, React Native's engine.
 *
 * @returns what it printed
 */
export function runInHermes(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-hermes-'))
  try {
    const program = join(folder, 'program.js')
    writeFileSync(program, code)
    const engine = join(reactNativeTools(), 'node_modules', 'hermes-engine-cli', binaries(), 'hermes')
    return String(execFileSync(engine, ['-w', '-O', program], { stdio: 'pipe', timeout: 120_000 }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Compiles a bundle by the compiler that React Native ships, newer than the engine above, which runs nothing. */
export function compileByHermes(bundle: string, program: string): void {
  const compiler = join(
    reactNativeTools(),
    'node_modules',
    'hermes-compiler',
    'hermesc',
    binaries(),
    'hermesc',
  )
  execFileSync(compiler, ['-w', '-O', '-emit-binary', '-out', program, bundle], { stdio: 'pipe' })
}
