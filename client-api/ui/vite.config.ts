import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { gzipped } from './tools/gzipped.ts';

const platform = process.env.RAPOSA_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), gzipped()],
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    // The content security policy allows no inline script and no data: script, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.md' },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(['/v1', '/openapi', '/health', '/.well-known'].map((path) => [path, platform])),
  },
  test: {
    // What draws or stores asks for jsdom in its first line; the pure rest starts in a tenth of the time.
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    // Dates are shown in the reader's zone; the tests read them in one.
    env: { TZ: 'America/Sao_Paulo', LANG: 'en_US.UTF-8' },
    restoreMocks: true,
    unstubGlobals: true,
  },
});
