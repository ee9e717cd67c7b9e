// @ts-nocheck: its types come with Metro, which is installed when the test runs.
/** Bundles `app.js` for the Babel profile that is its argument, with the settings that React Native gives to Metro. */
const Metro = require('metro')
const { getDefaultConfig, mergeConfig } = require('@react-native/metro-config')
const { dirname } = require('node:path')

const config = mergeConfig(getDefaultConfig(__dirname), {
  // The packages lie in the folder above; React Native itself is not there.
  watchFolders: [dirname(__dirname)],
  serializer: { getModulesRunBeforeMainModule: () => [], getPolyfills: () => [] },
  resolver: { useWatchman: false },
  reporter: { update: () => undefined },
  cacheStores: [],
  maxWorkers: 1,
})

const profile = process.argv[2]
Metro.runBuild(config, {
  entry: 'app.js',
  platform: 'ios',
  dev: false,
  minify: false,
  out: profile,
  unstable_transformProfile: profile,
}).catch(error => {
  console.error(error)
  process.exitCode = 1
})
