import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const worthwhile = /\.(js|css|html|svg|txt|md)$/;

/** Writes `x.js.gz` beside `x.js`, so that nobody compresses at request time. StaticPages.cs serves it to whoever takes gzip. */
export function gzipped(): Plugin {
  let folder = '';
  return {
    name: 'gzipped',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const files = await readdir(folder, { recursive: true });
      await Promise.all(files.filter((file) => worthwhile.test(file)).map(async (file) => {
        const content = await readFile(path.join(folder, file));
        const packed = gzipSync(content, { level: 9 });
        if (packed.length < content.length) {
          await writeFile(path.join(folder, `${file}.gz`), packed);
        }
      }));
    },
  };
}
